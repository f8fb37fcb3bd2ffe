package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.record.Purpose;
import org.meshwork.libp2p.record.SignedEnvelope;
import org.meshwork.node.NodeApi;

/** What administrators see of peers and do about them, with a peer of the plain libp2p stack. */
@ExtendWith(MeshNodes.class)
class PeersIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Topic DESCRIPTORS = new Topic("/meshwork/descriptors/1");
  private static final String QUERY = "/meshwork/descriptors/1.0.0";
  private static final Purpose PURPOSE =
      new Purpose("meshwork-capability-descriptor", Bytes.utf8("/meshwork/capability-descriptor"));

  private final MeshNode node;
  private final PlainPeer peer;

  PeersIT(MeshNode node) {
    this.node = node;
    this.peer = node.peer();
  }

  @AfterEach
  void close() {
    peer.close();
  }

  private NodeApi api() {
    return new NodeApi(node.server().url(), "admin");
  }

  private ValidatableResponse get(String path) {
    return api().request().get(path).then();
  }

  private void awaitState(String state) {
    await(state)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> get("/mesh/peers/" + peer.id()).statusCode(200).body("state", equalTo(state)));
  }

  private String address() {
    Multiaddr listening = peer.node().host().listenAddresses().get(0);
    return listening + "/p2p/" + peer.id();
  }

  /** As a node of another version might write it. */
  private String statement(String skill, Instant issuedAt) {
    return """
        {"version":1,"peer":"%s","sequence":%d,"issuedAtMillis":%d,"ttlMillis":60000,"later":[],
         "softwareVersion":"9","skills":["%s"],"models":[],"accepted":["region:eu"],"region":"eu-north",
         "addresses":["%s"],"capacity":{"queueLength":1,"cores":4,"freeHeapMebibytes":256}}"""
        .formatted(peer.id(), issuedAt.toEpochMilli(), issuedAt.toEpochMilli(), skill, address());
  }

  /** Whoever is signed for; the peer passes it on. */
  private void publish(String statement, PrivateKey key) {
    Bytes envelope = SignedEnvelope.seal(key, PURPOSE, Bytes.utf8(statement)).encode();
    PlainPeer.get(peer.node().gossip().publish(DESCRIPTORS, envelope));
  }

  private void awaitGossip() {
    await("the node's gossip")
        .atMost(PATIENCE)
        .until(() -> !PlainPeer.get(peer.node().gossip().peers(DESCRIPTORS)).isEmpty());
  }

  @Test
  void showsTheNodeAndWhoIsConnected() {
    awaitState("connected");

    get("/mesh")
        .statusCode(200)
        .body("peer", equalTo(node.id().toString()))
        .body("mode", equalTo("private"))
        .body("listening[0]", startsWith("/ip4/127.0.0.1/tcp/"))
        .body("reachability", equalTo("unknown"));
    get("/mesh/peers?state=connected").statusCode(200).body("items.peer", hasItem(peer.id()));
    await("a round trip")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(roundTripMillis()).isPositive().isLessThan(PATIENCE.toMillis()));
  }

  private Double roundTripMillis() {
    return get("/mesh/peers/" + peer.id()).extract().jsonPath().getDouble("roundTripMillis");
  }

  @Test
  void showsWhatAPeerSaysOfItselfUnlessThatIsForged() {
    awaitGossip();
    Instant now = Instant.now();

    await("the descriptor")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              publish(statement("sea.fish/3", Instant.now()), peer.node().host().key());
              get("/mesh/peers?skill=sea.fish/3&region=eu-north")
                  .body("items.peer", hasItem(peer.id()));
            });
    JsonPath shown = get("/mesh/peers/" + peer.id()).extract().jsonPath();
    assertThat(shown.getString("descriptor.softwareVersion")).isEqualTo("9");
    assertThat(shown.getList("descriptor.acceptedLabels", String.class))
        .containsExactly("region:eu");

    PrivateKey stranger = PrivateKey.generate(KeyType.ED25519, new SecureRandom());
    publish(statement("forged.skill/1", Instant.now().plusSeconds(5)), stranger);
    publish(statement("late.skill/1", now.minusSeconds(120)), peer.node().host().key());
    publish(statement("early.skill/1", now.plusSeconds(3_600)), peer.node().host().key());
    publish("no JSON", peer.node().host().key());
    publish(statement("sea.salt/1", Instant.now().plusSeconds(10)), peer.node().host().key());

    await("the newest")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                get("/mesh/peers/" + peer.id())
                    .body("descriptor.skills", equalTo(List.of("sea.salt/1"))));
    for (String skill : new String[] {"forged.skill/1", "late.skill/1", "early.skill/1"}) {
      get("/mesh/peers?skill=" + skill).body("items.size()", equalTo(0));
    }
  }

  /** So that a newcomer need not wait for the next round of gossip. */
  @Test
  void tellsNewcomersAllThatItHolds() {
    await("the node's own descriptor")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Reply reply = peer.askAndWait(QUERY, "");
              assertThat(PlainPeer.text(reply.payload()))
                  .contains("\"peer\":\"%s\"".formatted(node.id()))
                  .contains("bge-small-en-v1.5");
            });
  }

  @Test
  void connectsAndDisconnects() {
    awaitState("connected");

    api().request().delete("/mesh/peers/" + peer.id() + "/connection").then().statusCode(204);
    await().atMost(PATIENCE).until(() -> peer.node().host().connections().isEmpty());
    connect(address()).statusCode(200).body("peer", equalTo(peer.id()));
    awaitState("connected");

    connect("/ip4/127.0.0.1/tcp/1/p2p/" + peer.id() + "x").statusCode(400);
    connect("nonsense")
        .statusCode(400)
        .body("type", equalTo("urn:meshwork:problem:peer-address-wrong"));
    connect("/ip4/127.0.0.1/tcp/1")
        .statusCode(502)
        .body("type", equalTo("urn:meshwork:problem:peer-not-reached"));
    get("/mesh/peers/nobody").statusCode(404);
    get("/mesh/peers?state=asleep").statusCode(400);
  }

  private ValidatableResponse connect(String address) {
    return api()
        .request()
        .contentType("application/json")
        .body(Map.of("address", address))
        .post("/mesh/peers")
        .then();
  }

  @Test
  void keepsBlockedPeersAway() {
    awaitState("connected");

    api().request().put("/mesh/peers/" + peer.id() + "/block").then().statusCode(204);

    awaitState("blocked");
    await().atMost(PATIENCE).until(() -> peer.node().host().connections().isEmpty());
    connect(address()).statusCode(502).body("reason", equalTo("refused"));
    assertThat(
            node.server()
                .database()
                .value("select blocked_by from mesh_peer where peer = '" + peer.id() + "'"))
        .isEqualTo("admin");

    api().request().delete("/mesh/peers/" + peer.id() + "/block").then().statusCode(204);

    connect(address()).statusCode(200);
    api().request().delete("/mesh/peers/" + peer.id() + "/block").then().statusCode(404);
  }

  @Test
  void letsReadersLookAndNothingElse() {
    NodeApi reader = new NodeApi(node.server().url(), "reader");

    reader.request().get("/mesh/peers").then().statusCode(200);
    reader.request().put("/mesh/peers/" + peer.id() + "/block").then().statusCode(403);
    reader
        .request()
        .contentType("application/json")
        .body(Map.of("address", address()))
        .post("/mesh/peers")
        .then()
        .statusCode(403);
  }
}
