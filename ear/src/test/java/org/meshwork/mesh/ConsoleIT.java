package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.meshwork.mesh.Management.ADAPTER;

import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.mesh.application.Ledger;

/** What an administrator sees of the mesh in the server's management, and sets there. */
@ExtendWith(MeshNodes.class)
class ConsoleIT {
  private static final String RELAY = ADAPTER + "/config-properties=relay";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MeshNode node;
  private final Path deployments;

  ConsoleIT(MeshNode node) {
    this.node = node;
    this.deployments = node.server().folder().resolve("deployments");
  }

  @Test
  void refusesAWrongSettingAndRecovers() {
    String before = node.management().read(RELAY, "value");
    setRelay("nonsense");
    try {
      reload();
      awaitMarker("meshwork.ear.failed");
      assertThat(node.server().log())
          .contains("property relay of the resource adapter: is none of off, use, serve");
    } finally {
      setRelay(before);
      reload();
      awaitMarker("meshwork.ear.deployed");
    }
    node.peer().close();
  }

  private void setRelay(String value) {
    node.management()
        .execute(
            RELAY,
            "write-attribute",
            it -> {
              it.get("name").set("value");
              it.get("value").set(value);
            });
  }

  private void reload() {
    node.management().execute("", "reload", it -> {});
    await("the server after its reload")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> node.management().read("", "server-state"), "running"::equals);
  }

  private void awaitMarker(String name) {
    await(name).atMost(PATIENCE).until(() -> Files.exists(deployments.resolve(name)));
  }

  @Test
  void describesEachStatistic() {
    ModelNode described =
        node.management()
            .execute(
                ADAPTER + "/statistics=extended",
                "read-resource-description",
                it -> it.get("include-runtime").set(true));
    for (String name : List.of("Peers", "Reachability", "Dials", "Refused", "Delivered")) {
      assertThat(described.get("attributes", name, "description").asString()).isNotBlank();
    }
  }

  @Test
  void countsPeersAndWhatTheyWere() {
    long peersBefore = number("Peers");
    try (Application application = Application.on(node);
        PlainPeer peer = node.peer()) {
      assertThat(number("Peers")).isEqualTo(peersBefore + 1);
      assertThat(number("Connections")).isPositive();
      assertCounts(peer, "Delivered", "counted");
      assertCounts(peer, "RolledBack", "undo");
      assertCounts(peer, "Rejected", "refuse");
      assertThat(node.management().statistic("Addresses")).contains("/ip4/127.0.0.1/tcp/");
      assertThat(application.ask("mbean", Map.of("attribute", "Delivered"), ""))
          .isEqualTo(node.management().statistic("Delivered"));
      assertThat(figure("peers")).isEqualTo(number("Peers"));
      assertThat(figure("delivered")).isEqualTo(number("Delivered"));
    } finally {
      node.server().database().execute("delete from ledger");
    }
  }

  private long number(String name) {
    return Long.parseLong(node.management().statistic(name));
  }

  private void assertCounts(PlainPeer peer, String statistic, String entry) {
    long before = number(statistic);
    peer.askAndWait(Ledger.PROTOCOL, entry);
    assertThat(number(statistic)).isEqualTo(before + 1);
  }

  /** What Prometheus is told. */
  private long figure(String name) {
    String line =
        RestAssured.get(node.server().managementUrl() + "/prometheus")
            .asString()
            .lines()
            .filter(it -> it.startsWith("resource_adapters_extended_" + name + "{"))
            .filter(it -> it.contains("name=\"mesh\""))
            .findFirst()
            .orElseThrow();
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }
}
