package org.meshwork.libp2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.autonat.DialBacks;
import org.meshwork.libp2p.protocol.autonat.LoopbackDialling;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;
import org.meshwork.libp2p.protocol.autonat.v1.DialClient;
import org.meshwork.libp2p.protocol.autonat.v1.DialServer;
import org.meshwork.libp2p.protocol.autonat.v1.DialServing;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/**
 * A host and js-libp2p ask each other by AutoNAT 1.0.0. js-libp2p neither asks for private places
 * nor dials them, so that it refuses to dial us, and is as if behind a router when it asks.
 */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsAutonatIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PUBLIC_IP = "8.8.8.8";

  private final TestHosts hosts = new TestHosts();
  private final LoopbackDialling dialling = new LoopbackDialling();
  private Host host;
  private JsPeer theirs;

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @BeforeEach
  void start() {
    host = hosts.host(1);
    new Identify(host, new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT).start();
    theirs =
        new JsPeer(
            Map.of("transport", "tcp", "security", "noise", "identified", true, "autonat", true));
  }

  @AfterEach
  void close() throws Exception {
    theirs.close();
    hosts.close();
    dialling.close();
  }

  @Test
  void theyRefuseToDialAPrivatePlace() {
    Connection connection = get(host.dial(theirs.address()));
    DialClient asking = new DialClient(host, PATIENCE);
    assertThat(get(asking.probe(connection, host.listenAddresses()))).isEmpty();
  }

  @Test
  void theyBelieveThatWeHaveDialledThem() {
    serveAsIfFar();
    JsonNode addresses = await().atMost(PATIENCE).until(this::verified, list -> !list.isEmpty());
    assertThat(addresses.get(0).asText()).startsWith("/ip4/" + PUBLIC_IP + "/tcp/" + port());
  }

  private JsonNode verified() {
    return theirs.ask("verified", Map.of("ip", PUBLIC_IP)).get("addresses");
  }

  private String port() {
    return theirs.address().components().get(1).text();
  }

  /** Their router forwards a port of the public address. */
  private void serveAsIfFar() {
    Transport router = new Router(dialling.transport(host));
    DialBacks dialBacks = new DialBacks(List.of(router), host.executor(), ServingSettings.DEFAULT);
    DialServer server = new DialServer(host, dialBacks, ServingSettings.DEFAULT);
    host.handle(
        DialServer.PROTOCOL,
        DialServing.from(server, Multiaddr.parse("/ip4/" + PUBLIC_IP + "/tcp/50000")));
    theirs.ask("mapPort", Map.of("ip", PUBLIC_IP, "port", Integer.parseInt(port())));
    assertThat(verified()).isEmpty();
    get(host.dial(theirs.address()));
  }

  /** Leads from the public address to loopback. */
  private record Router(Transport inner) implements Transport {
    @Override
    public boolean supports(Multiaddr address) {
      return inner.supports(address);
    }

    @Override
    public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
      String port = address.components().get(1).text();
      return inner.dial(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port), expected);
    }

    @Override
    public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
      return inner.listen(address, acceptor);
    }
  }
}
