package org.meshwork.libp2p.discovery.bootstrap;

import static org.meshwork.libp2p.Polling.await;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.host.names.FakeNames;
import org.meshwork.libp2p.multiformats.Multiaddr;

@ExtendWith(LeakWatch.class)
class BootstrapNamesTest {
  private final TestHosts hosts = new TestHosts();

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void resolvesNames() {
    Host peer = hosts.host(2);
    String place = peer.listenAddresses().get(0) + "/p2p/" + peer.id();
    FakeNames names =
        new FakeNames()
            .with(
                "TXT",
                "_dnsaddr.bootstrap.example",
                "dnsaddr=/ip4/192.0.2.1/tcp/1/p2p/" + TestHosts.peer(3),
                "dnsaddr=" + place);
    Host host = hosts.host(1, HostSettings.DEFAULT, ports -> ports.withNames(names));
    Multiaddr name = Multiaddr.parse("/dnsaddr/bootstrap.example/p2p/" + peer.id());
    Bootstrap bootstrap =
        new Bootstrap(host, List.of(name), BootstrapSettings.DEFAULT, new Random(1));
    bootstrap.start();
    await().until(bootstrap::isConnected);
    bootstrap.stop();
  }
}
