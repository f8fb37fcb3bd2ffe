package org.meshwork.mesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.mesh.peers.TestPeers.CHUNK;
import static org.meshwork.mesh.peers.TestPeers.EMBED;
import static org.meshwork.mesh.peers.TestPeers.able;
import static org.meshwork.mesh.peers.TestPeers.descriptor;
import static org.meshwork.mesh.peers.TestPeers.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.SetClock;
import org.meshwork.mesh.descriptor.Region;

class PeerTableTest {
  private static final int MAX = 5;

  private final SetClock clock = new SetClock();
  private final PeerTable table = new PeerTable(clock, MAX);

  private List<PeerName> names() {
    return table.list(PeerFilter.ALL, PageRequest.first()).items().stream()
        .map(Peer::name)
        .toList();
  }

  private PeerState state(int peer) {
    return table.find(peer(peer)).orElseThrow().state();
  }

  @Test
  void knowsNobodyAtFirst() {
    assertThat(table.find(peer(1))).isEmpty();
    assertThat(table.measured(peer(1), Duration.ofMillis(1))).isFalse();
    assertThat(table.disconnected(peer(1))).isFalse();
    assertThat(table.unreachable(peer(1))).isFalse();
    assertThat(table.unblock(peer(1))).isFalse();
    assertThat(table.size()).isZero();
  }

  @Test
  void followsAPeersStates() {
    assertThat(table.seen(peer(1))).isTrue();
    assertThat(state(1)).isEqualTo(PeerState.KNOWN);
    table.connected(peer(1));
    assertThat(state(1)).isEqualTo(PeerState.CONNECTED);
    table.disconnected(peer(1));
    assertThat(state(1)).isEqualTo(PeerState.KNOWN);
    table.unreachable(peer(1));
    assertThat(state(1)).isEqualTo(PeerState.UNREACHABLE);
    table.connected(peer(1));
    assertThat(state(1)).isEqualTo(PeerState.CONNECTED);
  }

  @Test
  void tellsWhenAPeerWasLastSeenAndHowFarItIs() {
    table.seen(peer(1));
    clock.move(Duration.ofMinutes(5));
    table.connected(peer(1));
    clock.move(Duration.ofMinutes(5));
    table.measured(peer(1), Duration.ofMillis(7));
    table.unreachable(peer(1));

    Peer peer = table.find(peer(1)).orElseThrow();
    assertThat(peer.lastSeen()).isEqualTo(clock.instant().minusSeconds(300));
    assertThat(peer.roundTrip()).contains(Duration.ofMillis(7));
  }

  @Test
  void refusesARoundTripThatIsNone() {
    table.seen(peer(1));
    assertThatThrownBy(() -> table.measured(peer(1), Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void letsTheOneThatWasSilentLongestGiveWay() {
    for (int peer = 1; peer <= MAX; peer++) {
      table.seen(peer(peer));
    }
    table.seen(peer(1));
    table.unreachable(peer(2));

    assertThat(table.seen(peer(6))).isTrue();
    assertThat(names()).containsExactly(peer(1), peer(3), peer(4), peer(5), peer(6));
  }

  @Test
  void takesAllTracesOfTheOneThatGivesWay() {
    table.describe(descriptor(peer(1), 1, clock.instant(), able(Set.of(CHUNK))));
    for (int peer = 2; peer <= MAX + 1; peer++) {
      table.seen(peer(peer));
    }

    assertThat(table.find(peer(1))).isEmpty();
    assertThat(table.candidates(CHUNK, PeerCondition.reachable(16))).isEmpty();
    assertThat(table.indexedSkills()).isZero();
  }

  @Test
  void keepsConnectedAndBlockedPeersInAFloodOfNames() {
    table.connected(peer(1));
    table.block(peer(2));
    for (int peer = 100; peer < 10_000; peer++) {
      assertThat(table.seen(peer(peer))).isTrue();
    }

    assertThat(table.size()).isEqualTo(MAX);
    assertThat(names()).contains(peer(1), peer(2));
  }

  @Test
  void refusesMoreWhenNobodyMayGiveWay() {
    for (int peer = 1; peer <= MAX; peer++) {
      table.connected(peer(peer));
    }

    assertThat(table.seen(peer(6))).isFalse();
    assertThat(table.connected(peer(6))).isFalse();
    assertThat(table.describe(descriptor(peer(6), 1, clock.instant(), able(Set.of(CHUNK)))))
        .isFalse();
    assertThatThrownBy(() -> table.block(peer(6)))
        .isInstanceOf(PeerTableFull.class)
        .hasMessageContaining("unblock some");
    table.disconnected(peer(3));
    assertThat(table.seen(peer(6))).isTrue();
    assertThat(table.find(peer(3))).isEmpty();
  }

  @Test
  void listsInTheOrderOfNamesPageByPage() {
    for (int peer : List.of(4, 2, 5, 1, 3)) {
      table.seen(peer(peer));
    }

    List<PeerName> listed = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    int pages = 0;
    do {
      Page<Peer> page = table.list(PeerFilter.ALL, new PageRequest(next, 2));
      page.items().forEach(it -> listed.add(it.name()));
      next = page.next().map(it -> Cursor.decode(it.encode()));
      pages++;
    } while (next.isPresent());

    assertThat(pages).isEqualTo(3);
    assertThat(listed).containsExactly(peer(1), peer(2), peer(3), peer(4), peer(5));
  }

  @Test
  void goesOnWhereItWasThoughThatPeerIsGone() {
    table.seen(peer(1));
    table.seen(peer(3));
    PageRequest afterTwo = new PageRequest(Optional.of(new Cursor(peer(2).id())), 10);

    assertThat(table.list(PeerFilter.ALL, afterTwo).items())
        .extracting(Peer::name)
        .containsExactly(peer(3));
  }

  @Test
  void refusesACursorThatIsNotItsOwn() {
    PageRequest request = new PageRequest(Optional.of(new Cursor("not a name")), 10);
    assertThatThrownBy(() -> table.list(PeerFilter.ALL, request)).isInstanceOf(InputRejected.class);
  }

  @Test
  void listsWhatFitsTheFilter() {
    table.describe(descriptor(peer(1), 1, clock.instant(), able(Set.of(CHUNK))));
    table.describe(descriptor(peer(2), 1, clock.instant(), able(Set.of(EMBED))));
    table.describe(descriptor(peer(3), 1, clock.instant(), able("us", Set.of())));
    table.connected(peer(4));

    Optional<Region> eu = Optional.of(new Region("eu"));
    assertThat(listed(new PeerFilter(Optional.of(CHUNK), Optional.empty(), Optional.empty())))
        .containsExactly(peer(1), peer(3));
    assertThat(listed(new PeerFilter(Optional.empty(), eu, Optional.empty())))
        .containsExactly(peer(1), peer(2));
    assertThat(
            listed(
                new PeerFilter(
                    Optional.empty(), Optional.empty(), Optional.of(PeerState.CONNECTED))))
        .containsExactly(peer(4));
    assertThat(listed(new PeerFilter(Optional.of(CHUNK), eu, Optional.of(PeerState.KNOWN))))
        .containsExactly(peer(1));
  }

  private List<PeerName> listed(PeerFilter filter) {
    return table.list(filter, PageRequest.first()).items().stream().map(Peer::name).toList();
  }
}
