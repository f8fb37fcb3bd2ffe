package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.protocol.kad.SimulatedTable.Found;
import org.meshwork.libp2p.protocol.kad.SimulatedTable.Member;
import org.meshwork.libp2p.protocol.kad.value.Validators;

/** A table of many nodes; {@code -Dlibp2p.simulation.nodes} says of how many. */
class KademliaSimulationTest {
  private static final int NODES = Integer.getInteger("libp2p.simulation.nodes", 60);
  private static final int PARTED = 24;
  private static final int LOOKUPS = 100;
  private static final double MIN_SUCCESS = 0.995;

  /** The paranoid one looks at each of millions of buffers, which other tests do enough. */
  private static final ResourceLeakDetector.Level BEFORE = ResourceLeakDetector.getLevel();

  private final SimulatedTable table = new SimulatedTable();

  @BeforeAll
  static void watchFewBuffers() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
  }

  @AfterAll
  static void watchAllBuffers() {
    ResourceLeakDetector.setLevel(BEFORE);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void findsItsWayAmongManyThatComeAndGo() {
    table.join(NODES);
    assertFinds(table.lookUp(table.members, table.members, LOOKUPS));

    Host subject = table.members.get(0).host();
    Bytes name = Validators.key("pk", subject.id().encode());
    Bytes value = subject.key().publicKey().encode();
    Multihash content = HashFunction.SHA2_256.hash(Bytes.utf8("content"));
    Member provider = table.any();
    table.await(table.any().node().put(name, value, 15));
    table.await(provider.node().provide(content));

    replaceATenth(provider);
    assertFinds(table.lookUp(table.members, table.members, LOOKUPS));
    assertThat(table.await(table.any().node().get(name)).value()).isEqualTo(value);
    assertThat(table.await(table.any().node().findProviders(content, 1)))
        .extracting(Contact::peer)
        .containsExactly(provider.host().id());
    Member sought = table.any();
    assertThat(table.await(table.any().node().findPeer(sought.host().id())).addresses())
        .containsAll(sought.host().listenAddresses());
  }

  /** Every second one without a word. */
  private void replaceATenth(Member stays) {
    for (int number = 0; number < NODES / 10; number++) {
      Member gone = table.any();
      if (!gone.equals(stays)) {
        table.leave(gone, number % 2 == 0);
        table.join();
      }
      table.pass(Duration.ofSeconds(20));
    }
  }

  @Test
  void bothSidesOfAPartitionGoOnAndFindEachOtherWhenItHeals() {
    table.join(PARTED);
    List<Member> one = table.members.subList(0, table.members.size() / 2);
    List<Member> other = table.members.subList(table.members.size() / 2, table.members.size());
    List<Multiaddr> places = new ArrayList<>();
    one.forEach(member -> places.add(table.simulation.place(member.host())));

    table.simulation.network().partition(List.of(places));
    table.pass(Duration.ofMinutes(20));
    assertFinds(table.lookUp(one, one, LOOKUPS / 4));
    assertFinds(table.lookUp(other, other, LOOKUPS / 4));
    assertThat(table.lookUp(one, other, LOOKUPS / 10).found()).isZero();

    table.simulation.network().heal();
    table.pass(Duration.ofMinutes(20));
    assertFinds(table.lookUp(one, other, LOOKUPS / 4));
    assertFinds(table.lookUp(other, one, LOOKUPS / 4));
  }

  private static void assertFinds(Found found) {
    assertThat(found.share()).isGreaterThanOrEqualTo(MIN_SUCCESS);
    assertThat(found.medianHops()).isLessThanOrEqualTo((int) (Math.log(NODES) / Math.log(2) + 1));
  }
}
