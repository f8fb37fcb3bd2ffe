package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.ConnectionSettings;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/**
 * A table of many nodes, of which some leave without a word; {@code -Dlibp2p.simulation.nodes} says
 * of how many.
 */
class KademliaSimulationTest {
  private static final int NODES = Integer.getInteger("libp2p.simulation.nodes", 300);
  private static final int LOOKUPS = 200;
  private static final int JOINING_AT_ONCE = 20;
  private static final double MIN_SUCCESS = 0.995;
  private static final double CHURN = 0.1;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Link LINK = new Link(Duration.ofMillis(30), Duration.ofMillis(40), 0.001);
  private static final HostSettings HOST =
      HostSettings.DEFAULT.withConnections(
          ConnectionSettings.DEFAULT.withWater(16, 32, Duration.ofSeconds(10)));

  private final Simulation simulation = new Simulation(1, Links.all(LINK));
  private final Clock clock = simulation.time().date().withZone(ZoneOffset.UTC);
  private final Random random = new Random(2);
  private final List<Member> members = new ArrayList<>();

  private record Member(Host host, Kademlia node) {
    Contact contact() {
      return new Contact(host.id(), host.listenAddresses());
    }
  }

  @Test
  void findsItsWayAmongManyWhoComeAndGo() {
    join(NODES);
    lookUp();
    leave((int) (NODES * CHURN));
    join((int) (NODES * CHURN));
    simulation.time().pass(Duration.ofMinutes(30));
    lookUp();
    simulation.close();
  }

  private void join(int count) {
    List<CompletionStage<Integer>> joining = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Member member = member();
      if (!members.isEmpty()) {
        joining.add(member.node().bootstrap(List.of(any().contact())));
      }
      members.add(member);
      if (joining.size() == JOINING_AT_ONCE) {
        joining.forEach(stage -> simulation.time().await(stage, LIMIT));
        joining.clear();
      }
    }
    joining.forEach(stage -> simulation.time().await(stage, LIMIT));
  }

  private Member member() {
    Host host = simulation.host(HOST);
    Kademlia node =
        new Kademlia(
            host,
            clock,
            new Random(random.nextLong()),
            Validators.DEFAULT,
            KademliaSettings.DEFAULT);
    Identify identify = new Identify(host, new SequenceNumbers(clock), IdentifySettings.DEFAULT);
    identify.addListener(node);
    identify.start();
    simulation.time().await(node.start(Mode.SERVER), LIMIT);
    return new Member(host, node);
  }

  private Member any() {
    return members.get(random.nextInt(members.size()));
  }

  private void leave(int count) {
    for (int index = 0; index < count; index++) {
      Member gone = members.remove(random.nextInt(members.size()));
      simulation.network().isolate(simulation.place(gone.host()));
      gone.node().close();
      gone.host().close();
    }
  }

  private void lookUp() {
    List<Integer> hops = new ArrayList<>();
    int found = 0;
    for (int count = 0; count < LOOKUPS; count++) {
      Member wanted = any();
      Member asking = any();
      if (asking == wanted) {
        continue;
      }
      Neighbourhood way =
          simulation.time().await(asking.node().closest(wanted.host().id().encode()), LIMIT);
      hops.add(way.hops());
      found += way.peers().contains(wanted.host().id()) ? 1 : 0;
    }
    hops.sort(null);
    double log2 = Math.log(NODES) / Math.log(2);
    System.out.printf(
        "hops: median %d of at most %.1f, most %d; found %d of %d%n",
        hops.get(hops.size() / 2), log2 + 1, hops.get(hops.size() - 1), found, hops.size());
    assertThat(hops.get(hops.size() / 2)).isLessThanOrEqualTo((int) (log2 + 1));
    assertThat((double) found / hops.size()).isGreaterThanOrEqualTo(MIN_SUCCESS);
  }
}
