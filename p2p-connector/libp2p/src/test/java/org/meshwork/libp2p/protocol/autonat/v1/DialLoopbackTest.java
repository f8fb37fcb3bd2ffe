package org.meshwork.libp2p.protocol.autonat.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
class DialLoopbackTest {
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
    new DialServer(host, dialling.dialBacks(host), AutonatNetwork.SERVING).start();
    return host;
  }

  @AfterEach
  void close() {
    hosts.close();
    dialling.close();
  }

  private static Optional<Finding> probe(Host client, Connection server, Multiaddr... addresses) {
    DialClient asking = new DialClient(client, Duration.ofSeconds(20));
    return get(asking.probe(server, List.of(addresses)));
  }

  @Test
  void dialsBackBothWays() {
    Connection outbound = TestHosts.connect(one, other);
    await().until(() -> other.connections().size() == 1);
    Connection inbound = other.connections().get(0);
    assertThat(probe(one, outbound, one.listenAddresses().get(0)))
        .contains(new Finding(Optional.empty(), true));
    assertThat(probe(other, inbound, other.listenAddresses().get(0)))
        .contains(new Finding(Optional.empty(), true));
    assertThat(probe(one, outbound, CLOSED_PORT)).contains(new Finding(Optional.empty(), false));
    await().until(() -> one.connections().size() == 1 && other.connections().size() == 1);
  }
}
