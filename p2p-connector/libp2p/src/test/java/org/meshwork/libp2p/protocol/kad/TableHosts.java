package org.meshwork.libp2p.protocol.kad;

import static org.meshwork.libp2p.host.TestHosts.get;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.MemoryHosts;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.SequenceNumbers;

/** Hosts in memory, with Noise, yamux and identify, each with a node of the hash table. */
final class TableHosts implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private final MemoryHosts hosts = new MemoryHosts();

  record Member(Host host, Identify identify, Kademlia kademlia) {
    Contact contact() {
      return new Contact(host.id(), host.listenAddresses());
    }
  }

  /** One without a node. */
  Host host(int number) {
    return hosts.host(number);
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
    hosts.close();
  }
}
