package org.meshwork.libp2p.discovery.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.simulation.VirtualTime;

/** When peers are dialled that can't be reached. */
class BootstrapDialsTest {
  private static final BootstrapSettings SETTINGS =
      BootstrapSettings.DEFAULT
          .withPauses(Duration.ofSeconds(1), Duration.ofMinutes(1))
          .withMaxDials(3);

  private final VirtualTime time = new VirtualTime();
  private final DialsOnly dials = new DialsOnly(time, Duration.ofMillis(100));
  private final Host host = new Host(TestHosts.key(1), List.of(dials), time, HostSettings.DEFAULT);

  @AfterEach
  void close() {
    time.await(host.close(), Duration.ofMinutes(1));
    time.end();
  }

  private Bootstrap bootstrap(int peers) {
    List<Multiaddr> addresses =
        IntStream.rangeClosed(2, peers + 1)
            .mapToObj(number -> "/ip4/10.0.0." + number + "/tcp/1/p2p/" + TestHosts.peer(number))
            .map(Multiaddr::parse)
            .toList();
    return new Bootstrap(host, addresses, SETTINGS, new Random(1));
  }

  @Test
  void eachFailureDoublesThePauseUpToItsBound() {
    bootstrap(1).start();
    time.pass(Duration.ofMinutes(10));
    for (int number = 1; number < dials.times.size(); number++) {
      long pause = dials.times.get(number).minus(dials.times.get(number - 1)).toMillis() - 100;
      long longest = Math.min(1_000L << Math.min(number - 1, 10), 60_000);
      assertThat(pause).as("before dial " + number).isBetween(longest / 2 - 1, longest + 1);
    }
    assertThat(dials.times).hasSizeBetween(14, 26);
  }

  @Test
  void pausesVaryFromPeerToPeer() {
    bootstrap(3).start();
    time.pass(Duration.ofMillis(1_200));
    assertThat(dials.times.stream().skip(3).distinct()).hasSize(3);
  }

  @Test
  void dialsNoMoreAtOnceThanItsBound() {
    bootstrap(20).start();
    time.pass(Duration.ofMillis(650));
    assertThat(dials.mostUnderWay).isEqualTo(3);
    time.pass(Duration.ofMinutes(1));
    assertThat(dials.mostUnderWay).isEqualTo(3);
    assertThat(dials.times.size()).isGreaterThan(60);
  }

  @Test
  void dialsNobodyOnceItIsStopped() {
    Bootstrap bootstrap = bootstrap(20);
    bootstrap.start();
    time.pass(Duration.ofMillis(50));
    bootstrap.stop();
    time.pass(Duration.ofHours(1));
    assertThat(dials.times).hasSize(3);
    assertThat(host.connectionManager().isProtected(TestHosts.peer(2))).isFalse();
    assertThat(bootstrap.isConnected()).isFalse();
  }
}
