package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.channel.local.LocalIoHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.memory.MemoryNetwork;
import org.meshwork.libp2p.transport.memory.MemoryTransport;

/** Hosts in memory, with Noise and yamux, that gossip. */
final class MemoryHosts implements AutoCloseable {
  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(LocalIoHandler.newFactory());
  private final MemoryNetwork network = new MemoryNetwork();
  private final List<Host> hosts = new ArrayList<>();

  Host host(int number) {
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
    TestHosts.get(host.listen(Multiaddr.parse("/memory/0")));
    return host;
  }

  static GossipSub gossip(Host host, int number, GossipSubSettings settings) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    GossipSub gossip =
        new GossipSub(
            host, new SequenceNumbers(clock), new Random(number), settings, Surroundings.DEFAULT);
    gossip.start();
    return gossip;
  }

  @Override
  public void close() {
    try {
      hosts.forEach(host -> TestHosts.get(host.close()));
      Awaitility.await().untilAsserted(() -> Assertions.assertThat(group.openChannels()).isZero());
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
