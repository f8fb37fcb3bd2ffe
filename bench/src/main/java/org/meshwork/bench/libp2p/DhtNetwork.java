package org.meshwork.bench.libp2p;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.meshwork.libp2p.host.ConnectionSettings;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostPorts;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.peerstore.MemoryPeerStore;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.OpenedRecords;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/**
 * A table of simulated nodes that come and go. Each joins as a real one does: it greets some nodes
 * that are there, and looks around; but for those that the table may be filled with at first.
 */
final class DhtNetwork implements AutoCloseable {
  private static final int BOOTSTRAP_PEERS = 3;
  private static final int KNOWN_PEERS = 512;
  private static final int SHARED_RECORDS = 1 << 16;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** 30 to 100 ms one way, and one packet of a thousand that has to be sent again. */
  private static final Link LINK = new Link(Duration.ofMillis(30), Duration.ofMillis(70), 0.001);

  private final Simulation simulation;
  private final Clock clock;
  private final Random random;
  private final HostSettings hosts;
  private final KademliaSettings settings;
  private final OpenedRecords records = new OpenedRecords(SHARED_RECORDS);
  private final List<Member> members = new ArrayList<>();

  /** A node that is there, whether it has finished joining or not. */
  static final class Member {
    final Host host;
    final Identify identify;
    final Kademlia table;
    boolean hasJoined;
    boolean isGone;

    Member(Host host, Identify identify, Kademlia table) {
      this.host = host;
      this.identify = identify;
      this.table = table;
    }

    Contact contact() {
      return new Contact(host.id(), host.listenAddresses());
    }
  }

  /**
   * @param lowWater connections that a node keeps; it gives some up when it has twice as many
   */
  DhtNetwork(long seed, int lowWater, Duration refresh) {
    this.simulation = new Simulation(seed, Links.all(LINK));
    this.clock = simulation.time().date().withZone(ZoneOffset.UTC);
    this.random = new Random(seed + 1);
    this.hosts =
        HostSettings.DEFAULT.withConnections(
            ConnectionSettings.DEFAULT.withWater(lowWater, 2 * lowWater, Duration.ofSeconds(10)));
    KademliaSettings usual = KademliaSettings.DEFAULT;
    this.settings =
        usual
            .withRouting(
                new KademliaSettings.Routing(
                    usual.routing().k(),
                    usual.routing().alpha(),
                    usual.routing().paths(),
                    usual.routing().maxPerSubnet(),
                    refresh))
            .withKeeping(withAddressAge(usual.keeping(), refresh.multipliedBy(3)));
  }

  /** Whom a node checks at each refresh it must not forget before. */
  private static KademliaSettings.Keeping withAddressAge(
      KademliaSettings.Keeping usual, Duration age) {
    return new KademliaSettings.Keeping(
        usual.maxValues(),
        usual.maxContents(),
        usual.maxProviders(),
        usual.maxPublished(),
        usual.valueAge(),
        usual.providerAge(),
        age,
        usual.republishInterval());
  }

  Simulation simulation() {
    return simulation;
  }

  KademliaSettings settings() {
    return settings;
  }

  /** Those that are there. */
  List<Member> members() {
    return members;
  }

  /** One that has joined. */
  Member any() {
    Member found = members.get(random.nextInt(members.size()));
    while (!found.hasJoined) {
      found = members.get(random.nextInt(members.size()));
    }
    return found;
  }

  Random random() {
    return random;
  }

  /** A new node begins to join; the first one is the table. */
  Member join() {
    Member member = member();
    if (members.isEmpty()) {
      member.hasJoined = true;
    } else {
      List<Contact> known =
          IntStream.range(0, BOOTSTRAP_PEERS)
              .mapToObj(index -> any().contact())
              .distinct()
              .toList();
      member
          .table
          .bootstrap(known)
          .whenComplete((size, failure) -> member.hasJoined = failure == null);
    }
    members.add(member);
    return member;
  }

  /**
   * So many nodes, all at once, each with a table as it is after a long life: of each part of the
   * key space as many peers by chance as there is place for, which it is told of as identify would.
   */
  void fill(int count) {
    for (int number = 0; number < count; number++) {
      Member member = member();
      member.hasJoined = true;
      members.add(member);
    }
    Map<Member, Identity> identities = new HashMap<>();
    members.forEach(member -> identities.put(member, identity(member)));
    KeyOrder order = new KeyOrder(members);
    for (Member member : members) {
      order
          .sample(member, settings.routing().k(), random)
          .forEach(peer -> member.table.identified(null, identities.get(peer)));
    }
  }

  private Identity identity(Member member) {
    return new Identity(
        member.host.id(),
        member.host.key().publicKey(),
        member.host.listenAddresses(),
        List.of(settings.protocol()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Member member() {
    MemoryPeerStore peers = new MemoryPeerStore(simulation.time().ticker(), KNOWN_PEERS);
    Host host =
        simulation.host(
            hosts,
            HostPorts.inMemory(simulation.time(), new Random(random.nextLong()))
                .withPeerStore(peers));
    Kademlia table =
        new Kademlia(host, clock, new Random(random.nextLong()), Validators.DEFAULT, settings);
    Identify identify =
        new Identify(host, new SequenceNumbers(clock), IdentifySettings.DEFAULT, records);
    identify.addListener(table);
    await(table.start(Mode.SERVER));
    identify.start();
    return new Member(host, identify, table);
  }

  /** A node that has joined leaves, saying so to its peers, or is switched off. */
  void leave(boolean isSilent) {
    Member gone = any();
    gone.isGone = true;
    members.remove(gone);
    gone.table.close();
    gone.identify.stop();
    if (isSilent) {
      simulation.vanish(gone.host);
    } else {
      simulation.remove(gone.host);
    }
  }

  <T> T await(CompletionStage<T> stage) {
    return simulation.time().await(stage, LIMIT);
  }

  void pass(Duration time) {
    simulation.time().pass(time);
  }

  @Override
  public void close() {
    simulation.time().end();
  }
}
