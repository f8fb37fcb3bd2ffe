package org.meshwork.libp2p.protocol.autonat.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.AutonatNetwork;
import org.meshwork.libp2p.protocol.autonat.ConnectionFrom;
import org.meshwork.libp2p.protocol.autonat.Finding;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;

/** The server, as honest and other clients meet it. */
@ExtendWith(LeakWatch.class)
class DialRequestTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final AutonatNetwork network = new AutonatNetwork(3);
  private Host client;
  private Host server;
  private Connection connection;
  private DialRequestClient asking;

  @BeforeEach
  void start() {
    server = network.host();
    use(network.host());
  }

  private void use(Host host) {
    client = host;
    connection = network.connect(client, server);
    asking = new DialRequestClient(client, new Random(4), TIMEOUT);
    asking.start();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private DialRequestServer serve(ServingSettings settings) {
    DialRequestServer serving =
        new DialRequestServer(server, network.dialBacks(settings), new Random(5), settings);
    serving.start();
    return serving;
  }

  private void serve() {
    serve(AutonatNetwork.SERVING);
  }

  private Optional<Finding> probe(Multiaddr... addresses) {
    return network.get(asking.probe(connection, List.of(addresses)));
  }

  private Conversation converse() {
    return new Conversation(
        network.get(client.openStream(connection, List.of(DialRequestServer.PROTOCOL))));
  }

  /** What the server answers to a nonce that this client doesn't await. */
  private DialResponse ask(Multiaddr... addresses) {
    Conversation conversation = converse().say(DialRequest.of(List.of(addresses), 1));
    network.pass(TIMEOUT);
    return (DialResponse) conversation.heard.get(0);
  }

  private Multiaddr reachable() {
    return client.listenAddresses().get(0);
  }

  private Multiaddr closedPort() {
    return Multiaddr.parse(network.simulation.place(client) + "/tcp/9");
  }

  private static Optional<Finding> found(Multiaddr address, boolean isReachable) {
    return Optional.of(new Finding(Optional.of(address), isReachable));
  }

  @Test
  void findsReachableAddresses() {
    serve();
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
    network.pass(Duration.ofSeconds(1));
    assertThat(client.connections()).containsExactly(connection);
    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void findsUnreachableAddresses() {
    serve();
    assertThat(probe(closedPort())).isEqualTo(found(closedPort(), false));
    network.raiseFirewall();
    assertThat(probe(reachable())).isEqualTo(found(reachable(), false));
  }

  @Test
  void dialsTheFirstAddressThatItMayAndNoOther() {
    serve();
    Multiaddr name = Multiaddr.parse("/dns4/localhost/tcp/4001");
    assertThat(probe(name, closedPort(), reachable())).isEqualTo(found(closedPort(), false));
    assertThat(probe(name, reachable(), closedPort())).isEqualTo(found(reachable(), true));
  }

  @Test
  void countsAddressesThatItCannotRead() {
    serve();
    List<Bytes> addresses = new ArrayList<>(Collections.nCopies(63, Bytes.ofHex("ffff03")));
    addresses.add(closedPort().encode());
    Conversation conversation = converse().say(new DialRequest(addresses, 1));
    network.pass(Duration.ofSeconds(5));
    assertThat(conversation.heard)
        .containsExactly(new DialResponse(ResponseStatus.OK, 63, DialStatus.DIAL_ERROR));
  }

  @Test
  void paysForAnAddressElsewhere() {
    use(network.hostOfTwoPlaces());
    serve();
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
  }

  @Test
  void dialsElsewhereOnlyOnceItIsPaid() {
    serve();
    Host victim = network.host();
    Conversation conversation = converse().say(DialRequest.of(victim.listenAddresses(), 1));
    network.pass(Duration.ofSeconds(1));
    DialDataRequest price = (DialDataRequest) conversation.heard.get(0);
    assertThat(price.index()).isZero();
    assertThat(price.bytes())
        .isBetween(
            (long) DialRequestServer.MIN_PRICE_BYTES, (long) DialRequestServer.MAX_PRICE_BYTES);
    long missing = pay(conversation, price.bytes() - 1);
    network.pass(Duration.ofSeconds(1));
    assertThat(missing).isZero();
    assertThat(conversation.heard).hasSize(1);
    conversation.say(new DialDataResponse(Bytes.ofHex("00")));
    network.pass(Duration.ofSeconds(1));
    // Another peer answers there.
    assertThat(conversation.heard.get(1))
        .isEqualTo(new DialResponse(ResponseStatus.OK, 0, DialStatus.DIAL_ERROR));
  }

  private static long pay(Conversation conversation, long bytes) {
    long left = bytes;
    while (left > 0) {
      int part = (int) Math.min(left, DialDataResponse.MAX_DATA_BYTES);
      conversation.say(new DialDataResponse(Bytes.of(new byte[part])));
      left -= part;
    }
    return left;
  }

  @Test
  void givesUpThoseWhoWithholdTheirData() {
    serve(new ServingSettings(Duration.ofSeconds(10), 1, 100, 100, true));
    Host victim = network.host();
    Conversation conversation = converse().say(DialRequest.of(victim.listenAddresses(), 1));
    network.pass(Duration.ofSeconds(1));
    pay(conversation, 20_000);
    assertThat(ask(reachable()).status()).isEqualTo(ResponseStatus.REQUEST_REJECTED);
    assertThat(conversation.failure).isPresent();
    // Its place is free again.
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
    Conversation another = converse().say(DialRequest.of(victim.listenAddresses(), 1));
    another.closeWrite();
    network.pass(Duration.ofSeconds(1));
    assertThat(another.failure).isPresent();
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
  }

  @Test
  void refusesDataInCrumbs() {
    serve();
    Conversation conversation = converse().say(DialRequest.of(network.host().listenAddresses(), 1));
    network.pass(Duration.ofSeconds(1));
    for (int i = 0; i <= ServedRequest.MAX_DATA_MESSAGES; i++) {
      conversation.say(new DialDataResponse(Bytes.ofHex("00")));
    }
    network.pass(Duration.ofSeconds(1));
    assertThat(conversation.heard).hasSize(1);
    assertThat(conversation.failure).isPresent();
  }

  @Test
  void refusesWhatIsOutOfPlace() {
    serve();
    Message request = DialRequest.of(List.of(closedPort()), 1);
    for (Message first :
        List.of(
            new DialDataResponse(Bytes.ofHex("00")),
            new DialDataRequest(0, 1),
            DialResponse.refusal(ResponseStatus.OK))) {
      Conversation conversation = converse().say(first).say(request);
      network.pass(Duration.ofSeconds(1));
      assertThat(conversation.heard).isEmpty();
      assertThat(conversation.failure).isPresent();
    }
    Conversation twice = converse().say(request).say(request);
    network.pass(Duration.ofSeconds(1));
    assertThat(twice.failure).isPresent();
    Conversation unasked = converse().say(request).say(new DialDataResponse(Bytes.EMPTY));
    network.pass(Duration.ofSeconds(1));
    assertThat(unasked.failure).isPresent();
    Conversation nonsense = converse().sayRaw(Bytes.ofHex("01ff"));
    network.pass(Duration.ofSeconds(1));
    assertThat(nonsense.failure).isPresent();
    Conversation many =
        converse().say(new DialRequest(Collections.nCopies(65, closedPort().encode()), 1));
    network.pass(Duration.ofSeconds(1));
    assertThat(many.failure).isPresent();
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
  }

  @Test
  void givesUpThoseWhoAreSilent() {
    serve();
    Conversation conversation = converse();
    network.pass(TIMEOUT);
    assertThat(conversation.failure).isPresent();
  }

  @Test
  void saysThatTheNonceWasNotTaken() {
    serve();
    assertThat(ask(reachable()))
        .isEqualTo(new DialResponse(ResponseStatus.OK, 0, DialStatus.DIAL_BACK_ERROR));
    asking.stop();
    assertThat(probe(reachable())).isEmpty();
  }

  @Test
  void refusesWhatItMayNotDial() {
    serve();
    Multiaddr circuit =
        Multiaddr.parse(
            network.simulation.place(client) + "/tcp/1/p2p/" + server.id() + "/p2p-circuit");
    Multiaddr others = Multiaddr.parse(reachable() + "/p2p/" + TestHosts.peer(5));
    Multiaddr otherFamily = Multiaddr.parse("/ip6/2606:4700::1/tcp/4001");
    Stream.of(circuit, others, otherFamily, Multiaddr.parse("/ip4/0.0.0.0/tcp/4001"))
        .forEach(
            address ->
                assertThat(ask(address))
                    .as(address.toString())
                    .isEqualTo(DialResponse.refusal(ResponseStatus.DIAL_REFUSED)));
  }

  @Test
  void refusesPrivateAddressesUnlessToldOtherwise() {
    serve(ServingSettings.DEFAULT);
    assertThat(ask(reachable())).isEqualTo(DialResponse.refusal(ResponseStatus.DIAL_REFUSED));
    assertThat(probe(reachable())).isEmpty();
  }

  @Test
  void rejectsThoseWhoAskTooOften() {
    serve(new ServingSettings(Duration.ofSeconds(10), 8, 100, 2, true));
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
    assertThat(probe(reachable())).isEmpty();
    assertThat(ask(reachable()).status()).isEqualTo(ResponseStatus.REQUEST_REJECTED);
    network.pass(Duration.ofMinutes(1));
    assertThat(probe(reachable())).isEqualTo(found(reachable(), true));
  }

  @Test
  void refusesRequestsThroughRelays() {
    DialRequestServer serving = serve(AutonatNetwork.SERVING);
    serving.stop();
    server.handle(
        DialRequestServer.PROTOCOL,
        inbound ->
            serving.serve(
                new ProtocolStream(
                    ConnectionFrom.relay(inbound.connection()),
                    inbound.protocol(),
                    inbound.stream())));
    assertThat(ask(reachable())).isEqualTo(DialResponse.refusal(ResponseStatus.DIAL_REFUSED));
  }
}
