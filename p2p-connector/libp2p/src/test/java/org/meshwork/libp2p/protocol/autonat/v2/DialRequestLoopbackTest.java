package org.meshwork.libp2p.protocol.autonat.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.AutonatNetwork;
import org.meshwork.libp2p.protocol.autonat.Finding;
import org.meshwork.libp2p.protocol.autonat.LoopbackDialling;

/** Both directions, by TCP, with the same key that the host has. */
@ExtendWith(LeakWatch.class)
class DialRequestLoopbackTest {
  private static final Multiaddr CLOSED_PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");

  private final TestHosts hosts = new TestHosts();
  private final LoopbackDialling dialling = new LoopbackDialling();
  private Host one;
  private Host other;

  @BeforeEach
  void start() {
    one = host(1);
    other = host(2);
  }

  private Host host(int number) {
    Host host = hosts.host(number);
    new DialRequestServer(
            host, dialling.dialBacks(host), new Random(number), AutonatNetwork.SERVING)
        .start();
    return host;
  }

  @AfterEach
  void close() {
    hosts.close();
    dialling.close();
  }

  private static DialRequestClient asking(Host host) {
    DialRequestClient asking = new DialRequestClient(host, new Random(9), Duration.ofSeconds(20));
    asking.start();
    return asking;
  }

  private static Optional<Finding> found(Multiaddr address, boolean isReachable) {
    return Optional.of(new Finding(Optional.of(address), isReachable));
  }

  @Test
  void dialsBackBothWays() {
    Connection outbound = TestHosts.connect(one, other);
    await().until(() -> other.connections().size() == 1);
    Connection inbound = other.connections().get(0);
    DialRequestClient ofOne = asking(one);
    DialRequestClient ofOther = asking(other);
    Multiaddr atOne = one.listenAddresses().get(0);
    Multiaddr atOther = other.listenAddresses().get(0);
    assertThat(get(ofOne.probe(outbound, List.of(atOne)))).isEqualTo(found(atOne, true));
    assertThat(get(ofOther.probe(inbound, List.of(atOther)))).isEqualTo(found(atOther, true));
    assertThat(get(ofOne.probe(outbound, List.of(CLOSED_PORT))))
        .isEqualTo(found(CLOSED_PORT, false));
    // Loopback has many addresses: this one is reachable, and has to be paid for.
    Multiaddr elsewhere = get(one.listen(Multiaddr.parse("/ip4/127.0.0.2/tcp/0")));
    assertThat(get(ofOne.probe(outbound, List.of(elsewhere)))).isEqualTo(found(elsewhere, true));
    await().until(() -> one.connections().size() == 1 && other.connections().size() == 1);
  }
}
