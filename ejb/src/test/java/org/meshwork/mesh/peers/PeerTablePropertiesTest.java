package org.meshwork.mesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.mesh.peers.TestPeers.CHUNK;
import static org.meshwork.mesh.peers.TestPeers.EMBED;
import static org.meshwork.mesh.peers.TestPeers.EU;
import static org.meshwork.mesh.peers.TestPeers.PUBLIC;
import static org.meshwork.mesh.peers.TestPeers.able;
import static org.meshwork.mesh.peers.TestPeers.peer;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.SetClock;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.Descriptors;
import org.meshwork.mesh.descriptor.FreeCapacity;
import org.meshwork.mesh.descriptor.Region;
import org.meshwork.mesh.descriptor.StatedCoordinates;

/** The table, after whatever has happened, against the plainest way to answer. */
class PeerTablePropertiesTest {
  private static final int PEERS = 120;
  private static final Coordinates HERE = new Coordinates(10, 0, 0, 1, 0.1);

  private final SetClock clock = new SetClock();
  private final PeerTable table = new PeerTable(clock, 100);

  @Property(tries = 200)
  void candidatesAreTheBestOfThoseThatFit(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int wanted) {
    table.moved(HERE);
    for (int change = 0; change < 1_000; change++) {
      change(random);
    }
    PeerCondition condition = condition(random, wanted);

    List<PeerName> expected =
        all().stream()
            .filter(it -> fits(it, condition))
            .sorted(bestFirst())
            .limit(wanted)
            .map(Peer::name)
            .toList();
    assertThat(table.candidates(CHUNK, condition))
        .extracting(it -> it.peer().name())
        .isEqualTo(expected);
    assertThat(table.size()).isLessThanOrEqualTo(100);
  }

  private void change(Random random) {
    PeerName name = peer(random.nextInt(PEERS));
    switch (random.nextInt(12)) {
      case 0 -> table.connected(name);
      case 1 -> table.disconnected(name);
      case 2 -> table.unreachable(name);
      case 3 -> blockNow(name, random);
      case 4 -> table.unblock(name);
      case 5 -> table.measured(name, Duration.ofMillis(random.nextInt(40)));
      case 6 -> clock.move(Duration.ofMillis(random.nextInt(1_000)));
      case 7 -> table.seen(name);
      default ->
          table.describe(
              Descriptors.descriptor(
                  name, random.nextInt(1_000), clock.instant(), capabilities(random)));
    }
    if (random.nextInt(200) == 0) {
      table.sweep();
    }
  }

  private void blockNow(PeerName name, Random random) {
    if (random.nextInt(10) == 0) {
      table.block(name);
    }
  }

  private static Capabilities capabilities(Random random) {
    return able(
        random.nextBoolean() ? Set.of(CHUNK) : Set.of(CHUNK, EMBED),
        new FreeCapacity(random.nextInt(3), random.nextInt(3), 100, Optional.empty()),
        random.nextBoolean() ? "eu" : "us",
        random.nextBoolean() ? Set.of(PUBLIC) : Set.of(PUBLIC, EU),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new StatedCoordinates(random.nextInt(60), 0, 0, 1, 0.1)));
  }

  private static PeerCondition condition(Random random, int wanted) {
    PeerCondition condition = PeerCondition.reachable(wanted);
    if (random.nextBoolean()) {
      condition = condition.in(Set.of(new Region("eu")));
    }
    if (random.nextBoolean()) {
      condition = condition.accepting(Set.of(EU));
    }
    return random.nextInt(3) == 0 ? condition.being(Set.of(PeerState.CONNECTED)) : condition;
  }

  private List<Peer> all() {
    return table.list(PeerFilter.ALL, new PageRequest(Optional.empty(), 200)).items();
  }

  private static boolean fits(Peer peer, PeerCondition condition) {
    if (peer.descriptor().isEmpty() || !condition.states().contains(peer.state())) {
      return false;
    }
    Capabilities capabilities = peer.descriptor().get().capabilities();
    return capabilities.skills().contains(CHUNK)
        && capabilities.accepted().containsAll(condition.labels())
        && (condition.regions().isEmpty()
            || condition.regions().contains(capabilities.region().orElseThrow()));
  }

  private static Comparator<Peer> bestFirst() {
    return Comparator.comparing(PeerTablePropertiesTest::wholeMillis)
        .thenComparing(it -> capacity(it).queueLength())
        .thenComparing(it -> -capacity(it).cores())
        .thenComparing(it -> -capacity(it).freeHeapMebibytes())
        .thenComparing(it -> it.name().id());
  }

  private static long wholeMillis(Peer peer) {
    return peer.roundTrip()
        .or(
            () ->
                peer.descriptor()
                    .flatMap(it -> it.capabilities().coordinates())
                    .flatMap(Coordinates::of)
                    .map(HERE::estimatedRoundTrip))
        .map(Duration::toMillis)
        .orElse(Long.MAX_VALUE);
  }

  private static FreeCapacity capacity(Peer peer) {
    return peer.descriptor().orElseThrow().capabilities().capacity();
  }
}
