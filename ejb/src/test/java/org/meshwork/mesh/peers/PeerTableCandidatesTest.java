package org.meshwork.mesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.mesh.peers.TestPeers.CHUNK;
import static org.meshwork.mesh.peers.TestPeers.EMBED;
import static org.meshwork.mesh.peers.TestPeers.EU;
import static org.meshwork.mesh.peers.TestPeers.PUBLIC;
import static org.meshwork.mesh.peers.TestPeers.able;
import static org.meshwork.mesh.peers.TestPeers.at;
import static org.meshwork.mesh.peers.TestPeers.descriptor;
import static org.meshwork.mesh.peers.TestPeers.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.connector.SkillName;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.SetClock;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.FreeCapacity;
import org.meshwork.mesh.descriptor.Region;

class PeerTableCandidatesTest {
  private static final PeerCondition ANY = PeerCondition.reachable(16);

  private final SetClock clock = new SetClock();
  private final PeerTable table = new PeerTable(clock, 100);

  private boolean describe(int peer, long sequence, Capabilities capabilities) {
    return table.describe(descriptor(peer(peer), sequence, clock.instant(), capabilities));
  }

  private void describe(int peer, Capabilities capabilities) {
    assertThat(describe(peer, 1, capabilities)).isTrue();
  }

  private List<Integer> candidates(SkillName skill, PeerCondition condition) {
    return table.candidates(skill, condition).stream()
        .map(it -> Integer.parseInt(it.peer().name().id().substring("12D3KooW".length())))
        .toList();
  }

  private List<Integer> candidates() {
    return candidates(CHUNK, ANY);
  }

  @Test
  void findsWhoHasTheSkillInThatVersion() {
    describe(1, able(Set.of(CHUNK)));
    describe(2, able(Set.of(EMBED)));
    describe(3, able(Set.of(CHUNK, EMBED)));

    assertThat(candidates()).containsExactly(1, 3);
    assertThat(candidates(EMBED, ANY)).containsExactly(2, 3);
    assertThat(candidates(SkillName.parse("text.chunk/2"), ANY)).isEmpty();
  }

  @Test
  void forgetsASkillThatTheNewestDescriptorLacks() {
    describe(1, able(Set.of(CHUNK)));
    describe(1, 2, able(Set.of(EMBED)));

    assertThat(candidates()).isEmpty();
    assertThat(candidates(EMBED, ANY)).containsExactly(1);
    assertThat(table.indexedSkills()).isEqualTo(1);
  }

  @Test
  void keepsTheNewestWhateverComesLater() {
    assertThat(describe(1, 5, able(Set.of(CHUNK)))).isTrue();
    assertThat(describe(1, 4, able(Set.of(EMBED)))).isFalse();
    assertThat(describe(1, 5, able(Set.of(EMBED)))).isFalse();

    assertThat(candidates()).containsExactly(1);
  }

  @Test
  void answersNothingExpiredFromThatInstantOn() {
    describe(1, able(Set.of(CHUNK)));

    clock.move(CapabilityDescriptor.DEFAULT_TTL.minusMillis(1));
    assertThat(candidates()).containsExactly(1);
    clock.move(Duration.ofMillis(1));
    assertThat(candidates()).isEmpty();
    assertThat(table.find(peer(1)).orElseThrow().descriptor()).isEmpty();
    assertThat(table.list(PeerFilter.ALL, PageRequest.first()).items())
        .allMatch(it -> it.descriptor().isEmpty());
  }

  @Test
  void keepsNothingThatHasExpiredBeforeItCame() {
    CapabilityDescriptor late =
        descriptor(peer(1), 1, clock.instant().minusSeconds(60), able(Set.of(CHUNK)));

    assertThat(table.describe(late)).isFalse();
    assertThat(table.size()).isZero();
  }

  @Test
  void sweepsWhatHasExpiredAndKeepsThePeer() {
    describe(1, able(Set.of(CHUNK)));
    clock.move(Duration.ofSeconds(30));
    describe(2, able(Set.of(EMBED)));
    clock.move(Duration.ofSeconds(30));

    assertThat(table.sweep()).isEqualTo(1);
    assertThat(table.sweep()).isZero();
    assertThat(table.indexedSkills()).isEqualTo(1);
    assertThat(table.size()).isEqualTo(2);
    describe(1, able(Set.of(CHUNK)));
    assertThat(candidates()).containsExactly(1);
  }

  @Test
  void asksOnlyWhereThePolicyAllows() {
    describe(1, able("eu", Set.of(PUBLIC)));
    describe(2, able("us", Set.of(PUBLIC)));
    describe(3, able("", Set.of(PUBLIC)));
    describe(4, able("eu-west", Set.of(PUBLIC)));

    assertThat(candidates(CHUNK, ANY.in(Set.of(new Region("eu"))))).containsExactly(1);
    assertThat(candidates(CHUNK, ANY.in(Set.of(new Region("eu"), new Region("us")))))
        .containsExactly(1, 2);
    assertThat(candidates()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void asksOnlyWhoAcceptsAllLabels() {
    describe(1, able("eu", Set.of(PUBLIC)));
    describe(2, able("eu", Set.of(PUBLIC, EU)));
    describe(3, able("eu", Set.of()));

    assertThat(candidates(CHUNK, ANY.accepting(Set.of(EU, PUBLIC)))).containsExactly(2);
    assertThat(candidates(CHUNK, ANY.accepting(Set.of(PUBLIC)))).containsExactly(1, 2);
  }

  @Test
  void asksOnlyPeersInAStateThatIsWanted() {
    for (int peer = 1; peer <= 4; peer++) {
      describe(peer, able(Set.of(CHUNK)));
    }
    table.connected(peer(2));
    table.unreachable(peer(3));
    table.block(peer(4));

    assertThat(candidates()).containsExactly(1, 2);
    assertThat(candidates(CHUNK, ANY.being(Set.of(PeerState.CONNECTED)))).containsExactly(2);
    assertThat(candidates(CHUNK, ANY.being(Set.of(PeerState.UNREACHABLE)))).containsExactly(3);
  }

  @Test
  void neverAsksABlockedPeerWhateverIsHeardOfIt() {
    describe(1, able(Set.of(CHUNK)));
    table.block(peer(1));

    assertThat(describe(1, 2, able(Set.of(CHUNK)))).isFalse();
    table.connected(peer(1));
    table.disconnected(peer(1));
    table.unreachable(peer(1));
    table.seen(peer(1));
    assertThat(candidates()).isEmpty();
    assertThat(table.find(peer(1)).orElseThrow().state()).isEqualTo(PeerState.BLOCKED);
    assertThatThrownBy(() -> ANY.being(Set.of(PeerState.BLOCKED)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asksAPeerAgainThatWasUnblocked() {
    table.block(peer(1));
    assertThat(table.unblock(peer(1))).isTrue();
    assertThat(table.unblock(peer(1))).isFalse();

    describe(1, able(Set.of(CHUNK)));
    assertThat(candidates()).containsExactly(1);
  }

  @Test
  void putsTheNearestFirst() {
    describe(1, at(80));
    describe(2, at(20));
    describe(3, at(50));
    describe(4, able(Set.of(CHUNK)));
    table.moved(new Coordinates(0, 0, 0, 1, 0.1));

    assertThat(candidates()).containsExactly(2, 3, 1, 4);
    List<Candidate> found = table.candidates(CHUNK, ANY);
    assertThat(found.get(0).roundTrip()).contains(Duration.ofMillis(22));
    assertThat(found.get(3).roundTrip()).isEmpty();
  }

  @Test
  void believesWhatWasMeasuredMoreThanWhatIsEstimated() {
    describe(1, at(80));
    describe(2, at(20));
    table.moved(Coordinates.ORIGIN);
    table.measured(peer(1), Duration.ofMillis(4));

    assertThat(candidates()).containsExactly(1, 2);
    assertThat(table.candidates(CHUNK, ANY).get(0).roundTrip()).contains(Duration.ofMillis(4));
  }

  @Test
  void putsThoseWithMoreRoomFirstAmongThoseEquallyNear() {
    describe(1, able(room(5, 8, 100)));
    describe(2, able(room(0, 8, 100)));
    describe(3, able(room(0, 16, 100)));
    describe(4, able(room(0, 8, 200)));
    for (int peer = 1; peer <= 4; peer++) {
      table.measured(peer(peer), Duration.ofMillis(3).plusNanos(100_000L * (5 - peer)));
    }

    assertThat(candidates()).containsExactly(3, 4, 2, 1);
  }

  private static FreeCapacity room(int queueLength, int cores, int heap) {
    return new FreeCapacity(queueLength, cores, heap, Optional.empty());
  }

  @Test
  void givesTheBestOfManyAndNoMoreThanWanted() {
    for (int peer = 1; peer <= 50; peer++) {
      describe(peer, able(Set.of(CHUNK)));
      table.measured(peer(peer), Duration.ofMillis(37 * peer % 51));
    }

    assertThat(table.candidates(CHUNK, PeerCondition.reachable(5)))
        .extracting(it -> it.roundTrip().orElseThrow().toMillis())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void refusesToBeAskedForTooMany(int results) {
    assertThatThrownBy(() -> PeerCondition.reachable(results))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
