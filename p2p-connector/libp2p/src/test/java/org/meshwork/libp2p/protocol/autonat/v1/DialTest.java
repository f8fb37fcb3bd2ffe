package org.meshwork.libp2p.protocol.autonat.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.autonat.AutonatNetwork;
import org.meshwork.libp2p.protocol.autonat.ConnectionFrom;
import org.meshwork.libp2p.protocol.autonat.Finding;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;

@ExtendWith(LeakWatch.class)
class DialTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final MessageBounds BOUNDS = new MessageBounds(8_192, 1, TIMEOUT);

  private final AutonatNetwork network = new AutonatNetwork(1);
  private Host client;
  private Host server;
  private Connection connection;
  private DialClient asking;

  @BeforeEach
  void start() {
    client = network.host();
    server = network.host();
    connection = network.connect(client, server);
    asking = new DialClient(client, TIMEOUT);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void serve(ServingSettings settings) {
    new DialServer(server, network.dialBacks(settings), settings).start();
  }

  private void serve() {
    serve(AutonatNetwork.SERVING);
  }

  private CompletionStage<Bytes> send(Bytes request) {
    return client
        .openStream(connection, List.of(DialServer.PROTOCOL))
        .thenCompose(stream -> Messages.ask(stream, request, BOUNDS));
  }

  private DialResponse ask(PeerId peer, Multiaddr... addresses) {
    return DialResponse.decode(
        network.get(send(new Dial(Optional.of(peer), List.of(addresses)).encode())));
  }

  private DialResponse ask(String... addresses) {
    return ask(client.id(), Stream.of(addresses).map(Multiaddr::parse).toArray(Multiaddr[]::new));
  }

  private Optional<Finding> probe(Multiaddr... addresses) {
    return network.get(asking.probe(connection, List.of(addresses)));
  }

  private Multiaddr reachable() {
    return client.listenAddresses().get(0);
  }

  private Multiaddr closedPort() {
    return Multiaddr.parse(network.simulation.place(client) + "/tcp/9");
  }

  @Test
  void findsReachableAddresses() {
    serve();
    assertThat(probe(reachable())).contains(new Finding(Optional.empty(), true));
    assertThat(probe(closedPort(), reachable())).contains(new Finding(Optional.empty(), true));
    assertThat(ask(client.id(), closedPort(), reachable()).address()).contains(reachable());
  }

  @Test
  void findsUnreachableAddresses() {
    serve();
    assertThat(probe(closedPort())).contains(new Finding(Optional.empty(), false));
    network.raiseFirewall();
    assertThat(probe(reachable())).contains(new Finding(Optional.empty(), false));
  }

  @Test
  void closesTheConnectionsThatItMakes() {
    serve();
    probe(reachable());
    network.pass(Duration.ofSeconds(1));
    assertThat(client.connections()).containsExactly(connection);
    assertThat(server.connections()).hasSize(1);
  }

  @Test
  void dialsOnlyWhereTheRequestCameFrom() {
    serve();
    Host victim = network.host();
    DialResponse response = ask(client.id(), victim.listenAddresses().get(0));
    assertThat(response.status()).isEqualTo(ResponseStatus.DIAL_REFUSED);
    String name = "/dns4/localhost/tcp/4001";
    String circuit =
        network.simulation.place(client) + "/tcp/4001/p2p/" + server.id() + "/p2p-circuit";
    String other = reachable() + "/p2p/" + TestHosts.peer(5);
    for (String address : List.of(name, circuit, other, "/ip4/0.0.0.0/tcp/4001", "/memory/1")) {
      assertThat(ask(address).status()).as(address).isEqualTo(ResponseStatus.DIAL_REFUSED);
    }
    assertThat(victim.connections()).isEmpty();
  }

  @Test
  void dialsTheAddressThatIsAllowedAmongOthers() {
    serve();
    Host victim = network.host();
    String own = reachable() + "/p2p/" + client.id();
    DialResponse response = ask(victim.listenAddresses().get(0).toString(), own);
    assertThat(response.address()).contains(Multiaddr.parse(own));
    assertThat(victim.connections()).isEmpty();
  }

  @Test
  void refusesToDialForOthers() {
    serve();
    assertThat(ask(server.id(), reachable()).status()).isEqualTo(ResponseStatus.BAD_REQUEST);
  }

  @Test
  void saysThatARequestIsBad() {
    serve();
    Bytes answer = network.get(send(Bytes.ofHex("ff")));
    assertThat(DialResponse.decode(answer).status()).isEqualTo(ResponseStatus.BAD_REQUEST);
  }

  @Test
  void refusesPrivateAddressesUnlessToldOtherwise() {
    serve(ServingSettings.DEFAULT);
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.DIAL_REFUSED);
    assertThat(probe(reachable())).isEmpty();
  }

  @Test
  void dialsNoMoreAddressesThanItsBound() {
    serve();
    Multiaddr[] many =
        Stream.concat(
                IntStream.range(0, DialServer.MAX_DIALS)
                    .mapToObj(port -> network.simulation.place(client) + "/tcp/" + (100 + port))
                    .map(Multiaddr::parse),
                Stream.of(reachable()))
            .toArray(Multiaddr[]::new);
    assertThat(ask(client.id(), many).status()).isEqualTo(ResponseStatus.DIAL_ERROR);
  }

  @Test
  void refusesThoseWhoAskTooOften() {
    serve(new ServingSettings(Duration.ofSeconds(10), 8, 100, 2, true));
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.OK);
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.OK);
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.DIAL_REFUSED);
    network.pass(Duration.ofMinutes(1));
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.OK);
  }

  @Test
  void servesOneAtATimeIfToldSo() {
    serve(new ServingSettings(Duration.ofSeconds(10), 1, 100, 100, true));
    Bytes request = new Dial(Optional.empty(), List.of(reachable())).encode();
    CompletionStage<Bytes> first = send(request);
    CompletionStage<Bytes> second = send(request);
    List<ResponseStatus> statuses =
        Stream.of(first, second)
            .map(answer -> DialResponse.decode(network.get(answer)).status())
            .toList();
    assertThat(statuses).containsExactly(ResponseStatus.OK, ResponseStatus.DIAL_REFUSED);
  }

  @Test
  void refusesRequestsThroughRelays() {
    DialServer serving =
        new DialServer(server, network.dialBacks(AutonatNetwork.SERVING), AutonatNetwork.SERVING);
    server.handle(
        DialServer.PROTOCOL,
        inbound ->
            serving.serve(
                new ProtocolStream(
                    ConnectionFrom.relay(inbound.connection()),
                    inbound.protocol(),
                    inbound.stream())));
    assertThat(ask(client.id(), reachable()).status()).isEqualTo(ResponseStatus.DIAL_REFUSED);
  }

  @Test
  void believesNoAnswerThatMakesNoSense() {
    server.handle(
        DialServer.PROTOCOL,
        Messages.answering((peer, request) -> CompletableFuture.completedStage(request), BOUNDS));
    assertThatThrownBy(() -> probe(reachable()))
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_VIOLATED));
  }

  @Test
  void givesUpAServerThatIsSilent() {
    server.handle(DialServer.PROTOCOL, inbound -> {});
    assertThatThrownBy(() -> probe(reachable()))
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT));
  }
}
