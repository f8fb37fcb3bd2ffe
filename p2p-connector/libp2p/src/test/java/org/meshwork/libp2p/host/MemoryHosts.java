package org.meshwork.libp2p.host;

import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.local.LocalIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.memory.MemoryNetwork;
import org.meshwork.libp2p.transport.memory.MemoryTransport;

/** Hosts in memory, with Noise and yamux. Closing them closes all, and checks that it has. */
public final class MemoryHosts implements AutoCloseable {
  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(LocalIoHandler.newFactory());
  private final MemoryNetwork network = new MemoryNetwork();
  private final List<Host> hosts = new ArrayList<>();

  /** One that listens, with the key of this number. */
  public Host host(int number) {
    PrivateKey key = TestHosts.key(number);
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(key, new FixedRandom(1_000 + number))),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    Host host =
        new Host(
            key,
            List.of(new MemoryTransport(group, network, upgrader)),
            group.next(),
            HostSettings.DEFAULT);
    hosts.add(host);
    get(host.listen(Multiaddr.parse("/memory/0")));
    return host;
  }

  @Override
  public void close() {
    try {
      hosts.forEach(host -> get(host.close()));
      Polling.await().untilAsserted(() -> Assertions.assertThat(group.openChannels()).isZero());
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
