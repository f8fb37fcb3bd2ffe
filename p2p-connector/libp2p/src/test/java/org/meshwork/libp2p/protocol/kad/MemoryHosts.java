package org.meshwork.libp2p.protocol.kad;

import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.local.LocalIoHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.memory.MemoryNetwork;
import org.meshwork.libp2p.transport.memory.MemoryTransport;

/** Hosts in memory, with Noise, yamux and identify, each with a node of the hash table. */
final class MemoryHosts implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(LocalIoHandler.newFactory());
  private final MemoryNetwork network = new MemoryNetwork();
  private final List<Host> hosts = new ArrayList<>();

  record Member(Host host, Identify identify, Kademlia kademlia) {
    Contact contact() {
      return new Contact(host.id(), host.listenAddresses());
    }
  }

  /** One that listens, with the key of this number. */
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
    get(host.listen(Multiaddr.parse("/memory/0")));
    return host;
  }

  Member member(int number, Mode mode, Validators validators, KademliaSettings settings) {
    Host host = host(number);
    Identify identify = new Identify(host, new SequenceNumbers(CLOCK), IdentifySettings.DEFAULT);
    Kademlia kademlia = new Kademlia(host, CLOCK, new Random(number), validators, settings);
    identify.addListener(kademlia);
    get(kademlia.start(mode));
    identify.start();
    return new Member(host, identify, kademlia);
  }

  @Override
  public void close() {
    try {
      hosts.forEach(host -> get(host.close()));
      Awaitility.await().until(() -> group.openChannels() == 0);
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
