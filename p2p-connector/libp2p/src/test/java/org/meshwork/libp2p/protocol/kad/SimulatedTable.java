package org.meshwork.libp2p.protocol.kad;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.meshwork.libp2p.host.ConnectionSettings;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.OpenedRecords;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/** Nodes on simulated hosts, which join as real ones do and keep few connections. */
final class SimulatedTable implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Link LINK = new Link(Duration.ofMillis(30), Duration.ofMillis(40), 0.001);
  private static final HostSettings HOST =
      HostSettings.DEFAULT.withConnections(
          ConnectionSettings.DEFAULT.withWater(16, 32, Duration.ofSeconds(10)));

  final Simulation simulation = new Simulation(1, Links.all(LINK));
  final Random random = new Random(2);
  final List<Member> members = new ArrayList<>();
  private final Clock clock = simulation.time().date().withZone(ZoneOffset.UTC);
  private final OpenedRecords records = new OpenedRecords(4_096);

  record Member(Host host, Identify identify, Kademlia node) {
    Contact contact() {
      return new Contact(host.id(), host.listenAddresses());
    }
  }

  /** How lookups went. */
  record Found(int count, int found, List<Integer> hops) {
    double share() {
      return (double) found / count;
    }

    int medianHops() {
      return hops.stream().sorted().toList().get(hops.size() / 2);
    }
  }

  /** So many join, some at once. */
  void join(int count) {
    List<CompletionStage<Integer>> joining = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      joining.add(join());
      simulation.time().pass(Duration.ofMillis(200));
    }
    joining.forEach(this::await);
  }

  /** One joins, by three that are there. */
  CompletionStage<Integer> join() {
    Host host = simulation.host(HOST);
    Kademlia node =
        new Kademlia(
            host,
            clock,
            new Random(random.nextLong()),
            Validators.DEFAULT,
            KademliaSettings.DEFAULT);
    Identify identify =
        new Identify(host, new SequenceNumbers(clock), IdentifySettings.DEFAULT, records);
    identify.addListener(node);
    identify.start();
    await(node.start(Mode.SERVER));
    List<Contact> known =
        members.isEmpty()
            ? List.of()
            : Stream.generate(this::any).limit(3).map(Member::contact).distinct().toList();
    members.add(new Member(host, identify, node));
    return known.isEmpty() ? CompletableFuture.completedStage(0) : node.bootstrap(known);
  }

  Member any() {
    return members.get(random.nextInt(members.size()));
  }

  void leave(Member gone, boolean isSilent) {
    members.remove(gone);
    gone.node().close();
    gone.identify().stop();
    if (isSilent) {
      simulation.vanish(gone.host());
    } else {
      simulation.remove(gone.host());
    }
  }

  /** Nodes of some look for nodes of others. */
  Found lookUp(List<Member> asking, List<Member> wanted, int count) {
    List<Integer> hops = new ArrayList<>();
    int found = 0;
    for (int number = 0; number < count; number++) {
      Member from = asking.get(random.nextInt(asking.size()));
      Member to = wanted.get(random.nextInt(wanted.size()));
      Neighbourhood way = await(from.node().closest(to.host().id().encode()));
      if (from == to || way.peers().contains(to.host().id())) {
        found++;
        hops.add(way.hops());
      }
    }
    return new Found(count, found, hops);
  }

  <T> T await(CompletionStage<T> stage) {
    return simulation.time().await(stage, LIMIT);
  }

  void pass(Duration time) {
    simulation.time().pass(time);
  }

  @Override
  public void close() {
    simulation.close();
  }
}
