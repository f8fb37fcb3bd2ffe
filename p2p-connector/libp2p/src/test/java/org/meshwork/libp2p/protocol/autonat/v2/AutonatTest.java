package org.meshwork.libp2p.protocol.autonat.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.protocol.autonat.AutonatNetwork;
import org.meshwork.libp2p.protocol.autonat.Reachability;
import org.meshwork.libp2p.protocol.autonat.ReachabilityWatch;
import org.meshwork.libp2p.protocol.autonat.WatchSettings;
import org.meshwork.libp2p.protocol.autonat.v1.DialClient;
import org.meshwork.libp2p.protocol.autonat.v1.DialServer;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/** All parts together: a host among servers, before and behind a firewall. */
@ExtendWith(LeakWatch.class)
class AutonatTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final WatchSettings SETTINGS =
      new WatchSettings(4, Duration.ofSeconds(15), Duration.ofMinutes(15), true);

  private final AutonatNetwork network = new AutonatNetwork(8);
  private final List<Reachability> heard = new ArrayList<>();
  private Host host;
  private ReachabilityWatch watch;

  @BeforeEach
  void start() {
    host = network.host();
    DialRequestClient second = new DialRequestClient(host, new Random(1), TIMEOUT);
    second.start();
    watch =
        new ReachabilityWatch(
            host,
            identify(host),
            List.of(second, new DialClient(host, TIMEOUT)),
            new Random(2),
            SETTINGS);
    watch.addListener(
        report -> {
          if (heard.isEmpty() || heard.get(heard.size() - 1) != report.host()) {
            heard.add(report.host());
          }
        });
    watch.start();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static Identify identify(Host host) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_900_000_000), ZoneOffset.UTC);
    Identify identify = new Identify(host, new SequenceNumbers(clock), IdentifySettings.DEFAULT);
    identify.start();
    return identify;
  }

  private Host server() {
    Host server = network.host();
    identify(server);
    return server;
  }

  private void ofFirstVersion() {
    Host server = server();
    new DialServer(server, network.dialBacks(AutonatNetwork.SERVING), AutonatNetwork.SERVING)
        .start();
    network.connect(host, server);
  }

  private void ofSecondVersion() {
    Host server = server();
    new DialRequestServer(
            server,
            network.dialBacks(AutonatNetwork.SERVING),
            new Random(3),
            AutonatNetwork.SERVING)
        .start();
    network.connect(host, server);
  }

  private void goThroughAFirewallAndBack() {
    network.pass(Duration.ofMinutes(5));
    assertThat(watch.report().host()).isEqualTo(Reachability.PUBLIC);
    network.raiseFirewall();
    network.pass(Duration.ofMinutes(30));
    assertThat(watch.report().host()).isEqualTo(Reachability.PRIVATE);
    network.dropFirewall();
    network.pass(Duration.ofMinutes(30));
    assertThat(heard)
        .containsExactly(
            Reachability.UNKNOWN, Reachability.PUBLIC, Reachability.PRIVATE, Reachability.PUBLIC);
  }

  @Test
  void knowsByTheFirstVersion() {
    for (int i = 0; i < 5; i++) {
      ofFirstVersion();
    }
    goThroughAFirewallAndBack();
    assertThat(watch.report().publicAddresses()).isEmpty();
  }

  @Test
  void knowsByTheSecondVersion() {
    for (int i = 0; i < 5; i++) {
      ofSecondVersion();
    }
    goThroughAFirewallAndBack();
    assertThat(watch.report().publicAddresses()).isEqualTo(host.listenAddresses());
  }
}
