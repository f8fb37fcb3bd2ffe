package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable;

class LookupTest {
  private static final int K = 20;
  private static final int ALPHA = 3;

  private static List<PeerId> closest(List<PeerId> peers, Key target) {
    return peers.stream()
        .sorted(Comparator.comparing((PeerId peer) -> Key.of(peer).distanceTo(target)))
        .limit(K)
        .toList();
  }

  /** Runs to the end: an answer is a list, and none a failure. */
  private static Neighbourhood run(
      Lookup lookup, int alpha, Random random, Function<PeerId, Optional<List<PeerId>>> answers) {
    List<PeerId> underWay = new ArrayList<>();
    Set<PeerId> asked = new HashSet<>();
    while (!lookup.isOver()) {
      lookup.next().ifPresent(underWay::add);
      assertThat(underWay).hasSizeLessThanOrEqualTo(alpha).isNotEmpty();
      // Answers come in any order.
      if (underWay.size() == alpha || random.nextBoolean()) {
        PeerId peer = underWay.remove(random.nextInt(underWay.size()));
        assertThat(asked.add(peer)).as("asked once").isTrue();
        answers
            .apply(peer)
            .ifPresentOrElse(closer -> lookup.answered(peer, closer), () -> lookup.failed(peer));
      }
    }
    return lookup.found(true);
  }

  private static Map<PeerId, RoutingTable> network(List<PeerId> peers, Random random) {
    Map<PeerId, RoutingTable> tables = new HashMap<>();
    for (PeerId peer : peers) {
      RoutingTable table = new RoutingTable(Key.of(peer), K, 2);
      List<PeerId> others = new ArrayList<>(peers);
      Collections.shuffle(others, random);
      others.forEach(other -> table.offer(other, Optional.empty(), 0));
      tables.put(peer, table);
    }
    return tables;
  }

  @Property(tries = 10)
  void findsTheClosest(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
    Random random = new Random(seed);
    List<PeerId> peers = RandomKeys.peers(size, random);
    Map<PeerId, RoutingTable> tables = network(peers, random);
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup = new Lookup(target, K, ALPHA, tables.get(peers.get(0)).closest(target, K));
    Neighbourhood found =
        run(lookup, ALPHA, random, peer -> Optional.of(tables.get(peer).closest(target, K)));
    // The one that looks is not among its own neighbours, but may be told of by others.
    List<PeerId> expected = closest(peers, target);
    assertThat(expected).containsAll(found.peers().subList(0, Math.min(found.peers().size(), K)));
    assertThat(found.peers().size()).isGreaterThanOrEqualTo(Math.min(K, size - 1));
    assertThat(found.requests()).isLessThanOrEqualTo(8 * K);
  }

  @Property(tries = 10)
  void goesAroundThoseThatFail(@ForAll long seed) {
    Random random = new Random(seed);
    List<PeerId> peers = RandomKeys.peers(200, random);
    Map<PeerId, RoutingTable> tables = network(peers, random);
    Set<PeerId> gone = new HashSet<>(peers.subList(1, 61));
    List<PeerId> there = peers.stream().filter(peer -> !gone.contains(peer)).toList();
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup = new Lookup(target, K, ALPHA, tables.get(peers.get(0)).closest(target, K));
    Neighbourhood found =
        run(
            lookup,
            ALPHA,
            random,
            peer ->
                Optional.of(peer)
                    .filter(there::contains)
                    .map(one -> tables.get(one).closest(target, K)));
    assertThat(found.peers()).doesNotContainAnyElementsOf(gone);
    assertThat(closest(there, target).subList(0, 5)).containsAll(found.peers().subList(0, 5));
  }

  /** Peers that nobody is, all of them closer to the key than anybody honest. */
  @Test
  void endsAlthoughPeersAreInvented() {
    Random random = new Random(5);
    List<PeerId> peers = RandomKeys.peers(50, random);
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup = new Lookup(target, K, ALPHA, closest(peers, target));
    List<PeerId> invented = new ArrayList<>();
    Neighbourhood found =
        run(
            lookup,
            ALPHA,
            random,
            peer -> {
              if (!peers.contains(peer)) {
                return Optional.empty();
              }
              for (int i = 0; i < 64; i++) {
                invented.add(RandomPeers.sharing(8, target, random).orElseThrow());
              }
              return Optional.of(invented.subList(invented.size() - 64, invented.size()));
            });
    assertThat(found.requests()).isLessThanOrEqualTo(8 * K);
    assertThat(peers).containsAll(found.peers());
  }

  @Test
  void asksNobodyBeyondTheBoundAndNobodyTwice() {
    Random random = new Random(6);
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup = new Lookup(target, K, 10, RandomKeys.peers(5, random));
    Neighbourhood found =
        run(lookup, 10, random, peer -> Optional.of(RandomKeys.peers(1_000, random)));
    assertThat(found.requests()).isLessThanOrEqualTo(8 * K);
    assertThat(found.hops()).isPositive();
  }

  @Test
  void isOverAtOnceWithoutPeers() {
    Lookup lookup = new Lookup(Key.of(RandomKeys.peer(new Random(7))), K, ALPHA, List.of());
    assertThat(lookup.isOver()).isTrue();
    assertThat(lookup.found(true)).isEqualTo(new Neighbourhood(List.of(), 0, 0, true));
  }
}
