package org.meshwork.libp2p.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;

@ExtendWith(LeakWatch.class)
class SimulationTest {
  private static final Duration LATENCY = Duration.ofMillis(40);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String TEST = "/test/1.0.0";

  private static Connection connect(Simulation simulation, Host from, Host to) {
    return simulation.time().await(from.connect(to.id(), to.listenAddresses()), LIMIT);
  }

  private static Ping ping(Host host) {
    Ping ping = new Ping(host, new Random(1), PingSettings.DEFAULT);
    ping.start();
    return ping;
  }

  private static void assertFails(Simulation simulation, CompletionStage<?> stage, Reason reason) {
    assertThatThrownBy(() -> simulation.time().await(stage, Duration.ofMinutes(5)))
        .isInstanceOfSatisfying(
            ConnectionFailed.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void messagesTakeTheLatencyOfTheirLink() {
    try (Simulation simulation = new Simulation(1, Links.all(Link.of(LATENCY)))) {
      Host a = simulation.host();
      Host b = simulation.host();
      ping(b);
      Ping ping = ping(a);
      Duration before = simulation.time().elapsed();
      connect(simulation, a, b);
      // A round trip to connect; the exchange of keys and the choice of security and muxer.
      Duration connecting = simulation.time().elapsed().minus(before);
      assertThat(connecting).isBetween(LATENCY.multipliedBy(4), LATENCY.multipliedBy(10));
      assertThat(simulation.time().await(ping.ping(b.id()), LIMIT))
          .isEqualTo(LATENCY.multipliedBy(2));
    }
  }

  @Test
  void linksMayDifferByPlace() {
    Links links =
        (from, to) ->
            Link.of(
                from.toString().endsWith(".2") || to.toString().endsWith(".2")
                    ? LATENCY.multipliedBy(5)
                    : LATENCY);
    try (Simulation simulation = new Simulation(2, links)) {
      List<Host> hosts = List.of(simulation.host(), simulation.host(), simulation.host());
      hosts.forEach(SimulationTest::ping);
      Host first = hosts.get(0);
      Ping ping = new Ping(first, new Random(1), PingSettings.DEFAULT);
      connect(simulation, first, hosts.get(1));
      connect(simulation, first, hosts.get(2));
      assertThat(simulation.time().await(ping.ping(hosts.get(1).id()), LIMIT))
          .isEqualTo(LATENCY.multipliedBy(2));
      assertThat(simulation.time().await(ping.ping(hosts.get(2).id()), LIMIT))
          .isEqualTo(LATENCY.multipliedBy(10));
    }
  }

  @Test
  void lossDelays() {
    Link lossy = new Link(LATENCY, Duration.ZERO, 0.2);
    try (Simulation simulation = new Simulation(3, Links.all(lossy))) {
      Host a = simulation.host();
      Host b = simulation.host();
      ping(b);
      Ping ping = ping(a);
      connect(simulation, a, b);
      List<Duration> trips =
          IntStream.range(0, 50)
              .mapToObj(index -> simulation.time().await(ping.ping(b.id()), LIMIT))
              .toList();
      assertThat(trips).contains(LATENCY.multipliedBy(2));
      assertThat(trips).anyMatch(trip -> trip.compareTo(LATENCY.multipliedBy(6)) > 0);
    }
  }

  @Test
  void partitionHoldsWhatIsSentUntilItHeals() {
    try (Simulation simulation = new Simulation(4, Links.all(Link.of(LATENCY)))) {
      Host a = simulation.host();
      Host b = simulation.host();
      Host c = simulation.host();
      RecordingReader reader = new RecordingReader();
      b.handle(TEST, inbound -> inbound.stream().read(reader));
      connect(simulation, a, b);
      connect(simulation, a, c);
      Stream stream = simulation.time().await(a.openStream(b.id(), TEST), LIMIT).stream();
      stream.write(Unpooled.wrappedBuffer(new byte[100]));
      simulation.network().partition(List.of(List.of(simulation.place(b))));
      stream.write(Unpooled.wrappedBuffer(new byte[100]));
      simulation.time().pass(Duration.ofSeconds(10));
      assertThat(reader.count()).isZero();
      assertThat(a.connections(b.id())).hasSize(1);
      simulation.network().heal();
      simulation.time().pass(LATENCY);
      assertThat(reader.count()).isEqualTo(200);
      stream.reset();
    }
  }

  @Test
  void connectionsAcrossALongPartitionEnd() {
    try (Simulation simulation = new Simulation(5, Links.all(Link.of(LATENCY)))) {
      Host a = simulation.host();
      Host b = simulation.host();
      Connection connection = connect(simulation, a, b);
      simulation.network().partition(List.of(List.of(simulation.place(b))));
      ConnectionFailed end = simulation.time().await(connection.ended(), Duration.ofMinutes(5));
      assertThat(end.reason()).isEqualTo(Reason.TIMED_OUT);
      simulation.time().pass(Duration.ofMinutes(5));
      assertThat(b.connections()).isEmpty();
      assertFails(simulation, a.connect(b.id(), b.listenAddresses()), Reason.TIMED_OUT);
      simulation.network().heal();
      connect(simulation, a, b);
    }
  }

  @Test
  void isolatedPlaceReachesNobodyUntilItRejoins() {
    try (Simulation simulation = new Simulation(6, Links.all(Link.of(LATENCY)))) {
      Host a = simulation.host();
      Host b = simulation.host();
      Host c = simulation.host();
      simulation.network().isolate(simulation.place(a));
      assertFails(simulation, a.connect(b.id(), b.listenAddresses()), Reason.TIMED_OUT);
      assertFails(simulation, c.connect(a.id(), a.listenAddresses()), Reason.TIMED_OUT);
      connect(simulation, b, c);
      simulation.network().rejoin(simulation.place(a));
      connect(simulation, a, b);
    }
  }

  @Test
  void refusesAddressesThatAreNotItsOwn() {
    try (Simulation simulation = new Simulation(7, Links.all(Link.of(LATENCY)))) {
      Host a = simulation.host();
      assertFails(
          simulation, a.listen(Multiaddr.parse("/ip4/10.9.9.9/tcp/1")), Reason.ADDRESS_UNAVAILABLE);
      assertFails(simulation, a.dial(Multiaddr.parse("/ip4/10.9.9.9/tcp/1")), Reason.UNREACHABLE);
      assertFails(simulation, a.dial(Multiaddr.parse("/memory/1")), Reason.UNSUPPORTED_ADDRESS);
    }
  }

  @Test
  void sameSeedGivesTheSameRun() {
    assertThat(trips(8)).isEqualTo(trips(8)).isNotEqualTo(trips(9));
  }

  private static List<Duration> trips(long seed) {
    Link link = new Link(LATENCY, LATENCY, 0.1);
    try (Simulation simulation = new Simulation(seed, Links.all(link))) {
      Host a = simulation.host();
      Host b = simulation.host();
      ping(b);
      Ping ping = ping(a);
      connect(simulation, a, b);
      return IntStream.range(0, 20)
          .mapToObj(index -> simulation.time().await(ping.ping(b.id()), LIMIT))
          .toList();
    }
  }

  @Test
  void thousandHostsPingEachOther() {
    try (Simulation simulation = new Simulation(10, Links.all(Link.of(LATENCY)))) {
      List<Host> hosts = IntStream.range(0, 1_000).mapToObj(index -> simulation.host()).toList();
      List<Ping> pings = hosts.stream().map(SimulationTest::ping).toList();
      List<CompletionStage<Duration>> trips = new ArrayList<>();
      for (int index = 0; index < hosts.size(); index++) {
        Ping ping = pings.get(index);
        Host next = hosts.get((index + 1) % hosts.size());
        trips.add(
            hosts
                .get(index)
                .connect(next.id(), next.listenAddresses())
                .thenCompose(connection -> ping.ping(next.id())));
      }
      for (CompletionStage<Duration> trip : trips) {
        assertThat(simulation.time().await(trip, LIMIT)).isEqualTo(LATENCY.multipliedBy(2));
      }
    }
  }
}
