package org.meshwork.libp2p.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/** Hosts in a simulated network that lose each other. */
@ExtendWith(LeakWatch.class)
class BootstrapTest {
  private static final BootstrapSettings SETTINGS =
      BootstrapSettings.DEFAULT.withPauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Simulation simulation =
      new Simulation(1, Links.all(Link.of(Duration.ofMillis(10))));
  private final Host host = simulation.host();
  private final Host first = simulation.host();
  private final Host second = simulation.host();

  @AfterEach
  void close() {
    simulation.close();
  }

  private static Multiaddr address(Host of) {
    return Multiaddr.parse(of.listenAddresses().get(0) + "/p2p/" + of.id());
  }

  private Bootstrap start(Host... others) {
    List<Multiaddr> addresses = Stream.of(others).map(BootstrapTest::address).toList();
    Bootstrap bootstrap = new Bootstrap(host, addresses, SETTINGS, new Random(1));
    bootstrap.start();
    return bootstrap;
  }

  private void pass(Duration time) {
    simulation.time().pass(time);
  }

  private void hangUp(Host other) {
    List.copyOf(other.connections(host.id())).forEach(Connection::close);
  }

  @Test
  void connectsToAllAndKeepsThem() {
    Bootstrap bootstrap = start(first, second);
    assertThat(bootstrap.isConnected()).isFalse();
    pass(Duration.ofSeconds(5));
    assertThat(bootstrap.isConnected()).isTrue();
    assertThat(bootstrap.connectedPeers()).containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(host.connectionManager().isProtected(first.id())).isTrue();
    assertThat(host.connectionManager().worth(first.id())).isEqualTo(SETTINGS.weight());
  }

  @Test
  void connectsAgainWhenAConnectionIsLost() {
    Bootstrap bootstrap = start(first);
    pass(Duration.ofMinutes(1));
    hangUp(first);
    pass(Duration.ofMillis(50));
    assertThat(bootstrap.isConnected()).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(bootstrap.isConnected()).isTrue();
    assertThat(host.connectionManager().worth(first.id())).isEqualTo(SETTINGS.weight());
  }

  @Test
  void leavesAPeerAloneForLongerThatHangsUpAtOnce() {
    Bootstrap bootstrap = start(first);
    for (int count = 0; count < 6; count++) {
      assertThat(simulation.time().passUntil(bootstrap::isConnected, Duration.ofMinutes(2)))
          .isTrue();
      pass(Duration.ofMillis(100));
      hangUp(first);
      pass(Duration.ofMillis(100));
    }
    pass(Duration.ofSeconds(15));
    assertThat(bootstrap.isConnected()).as("16 s and more after the sixth time").isFalse();
    pass(Duration.ofSeconds(20));
    assertThat(bootstrap.isConnected()).isTrue();
    // It lasts now, and what was before counts no more.
    pass(Duration.ofMinutes(1));
    hangUp(first);
    pass(Duration.ofSeconds(2));
    assertThat(bootstrap.isConnected()).isTrue();
  }

  @Test
  void comesBackAfterACut() {
    Bootstrap bootstrap = start(first);
    pass(Duration.ofSeconds(5));
    simulation.network().isolate(simulation.place(first));
    pass(Duration.ofMinutes(30));
    assertThat(bootstrap.isConnected()).isFalse();
    simulation.network().rejoin(simulation.place(first));
    pass(Duration.ofMinutes(3));
    assertThat(bootstrap.isConnected()).isTrue();
  }

  @Test
  void countsAConnectionThatThePeerMakes() {
    simulation.network().isolate(simulation.place(first));
    Bootstrap bootstrap = start(first);
    pass(Duration.ofMinutes(10));
    simulation.network().rejoin(simulation.place(first));
    first.connect(host.id(), host.listenAddresses());
    pass(Duration.ofSeconds(1));
    assertThat(bootstrap.isConnected()).isTrue();
    pass(Duration.ofMinutes(10));
    assertThat(host.connections(first.id())).hasSize(1);
  }

  @Test
  void takesOverConnectionsThatAreThere() {
    host.connect(first.id(), first.listenAddresses());
    pass(Duration.ofSeconds(1));
    Bootstrap bootstrap = start(first);
    pass(Duration.ZERO);
    assertThat(bootstrap.isConnected()).isTrue();
    assertThat(host.connectionManager().worth(first.id())).isEqualTo(SETTINGS.weight());
  }

  @Test
  void letsGoWhenItIsStopped() {
    Bootstrap bootstrap = start(first, second);
    pass(Duration.ofSeconds(5));
    bootstrap.stop();
    pass(Duration.ofSeconds(1));
    assertThat(bootstrap.isConnected()).isFalse();
    assertThat(host.connectionManager().isProtected(first.id())).isFalse();
    assertThat(host.connectionManager().worth(first.id())).isZero();
    assertThat(host.connections(first.id())).as("it stays").hasSize(1);
    hangUp(first);
    pass(Duration.ofMinutes(30));
    assertThat(host.connections(first.id())).isEmpty();
    bootstrap.start();
    pass(Duration.ofSeconds(5));
    assertThat(bootstrap.connectedPeers()).hasSize(2);
  }

  @Test
  void passesOverItself() {
    Bootstrap bootstrap = start(host, first);
    assertThat(bootstrap.peers()).containsExactly(first.id());
  }

  @Test
  void refusesAddressesWithoutAPeer() {
    Multiaddr nobody = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
    assertRefused(
        Reason.MALFORMED,
        () -> new Bootstrap(host, List.of(address(first), nobody), SETTINGS, new Random(1)));
    Multiaddr circuit = Multiaddr.parse(address(first) + "/p2p-circuit");
    assertRefused(
        Reason.MALFORMED, () -> new Bootstrap(host, List.of(circuit), SETTINGS, new Random(1)));
  }

  @Test
  void refusesTooMany() {
    List<Multiaddr> ofOne =
        IntStream.rangeClosed(0, GivenPeers.MAX_ADDRESSES)
            .mapToObj(i -> Multiaddr.parse("/ip4/10.0.0." + i + "/tcp/1/p2p/" + first.id()))
            .toList();
    assertRefused(Reason.TOO_LARGE, () -> new Bootstrap(host, ofOne, SETTINGS, new Random(1)));
    List<Multiaddr> ofMany =
        IntStream.rangeClosed(0, GivenPeers.MAX_PEERS)
            .mapToObj(i -> Multiaddr.parse("/ip4/10.0.0.1/tcp/1/p2p/" + TestHosts.peer(100 + i)))
            .toList();
    assertRefused(Reason.TOO_LARGE, () -> new Bootstrap(host, ofMany, SETTINGS, new Random(1)));
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SETTINGS.withMaxDials(0))
        .withMessageContaining("maxDials");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SETTINGS.withPauses(Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .withMessageContaining("maxPause");
  }
}
