package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.K;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.closest;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.routing;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;

class LookupTest {
  private static final int ALPHA = 3;

  @Property(tries = 20)
  void findsTheClosest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int size,
      @ForAll @IntRange(min = 1, max = ALPHA) int paths) {
    Random random = new Random(seed);
    LookupNetwork network = new LookupNetwork(size, random);
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup =
        new Lookup(target, routing(ALPHA, paths), network.known(network.peers.get(0), target));
    Neighbourhood found =
        run(lookup, ALPHA, random, peer -> Optional.of(network.known(peer, target)));
    // The one that looks is not among its own neighbours, but may be told of by others.
    List<PeerId> expected = closest(network.peers, target);
    assertThat(expected).containsAll(found.peers().subList(0, Math.min(found.peers().size(), K)));
    assertThat(found.peers().size()).isGreaterThanOrEqualTo(Math.min(K, size - 1));
    assertThat(found.requests()).isLessThanOrEqualTo(8 * K);
  }

  @Property(tries = 20)
  void goesAroundThoseThatFail(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = ALPHA) int paths) {
    Random random = new Random(seed);
    LookupNetwork network = new LookupNetwork(200, random);
    Set<PeerId> gone = new HashSet<>(network.peers.subList(1, 61));
    List<PeerId> there = network.peers.stream().filter(peer -> !gone.contains(peer)).toList();
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup =
        new Lookup(target, routing(ALPHA, paths), network.known(network.peers.get(0), target));
    Neighbourhood found =
        run(
            lookup,
            ALPHA,
            random,
            peer ->
                Optional.of(peer).filter(there::contains).map(one -> network.known(one, target)));
    assertThat(found.peers()).doesNotContainAnyElementsOf(gone);
    assertThat(closest(there, target).subList(0, 5)).containsAll(found.peers().subList(0, 5));
  }

  /** Peers that nobody is, all of them closer to the key than anybody honest. */
  @Test
  void endsAlthoughPeersAreInvented() {
    Random random = new Random(5);
    List<PeerId> peers = RandomKeys.peers(50, random);
    Key target = Key.of(RandomKeys.peer(random));
    Lookup lookup = new Lookup(target, routing(ALPHA, ALPHA), closest(peers, target));
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
    Lookup lookup = new Lookup(target, routing(10, 4), RandomKeys.peers(5, random));
    Neighbourhood found =
        run(lookup, 10, random, peer -> Optional.of(RandomKeys.peers(1_000, random)));
    assertThat(found.requests()).isLessThanOrEqualTo(8 * K);
    assertThat(found.hops()).isPositive();
  }

  @Test
  void isOverAtOnceWithoutPeers() {
    Key target = Key.of(RandomKeys.peer(new Random(7)));
    Lookup lookup = new Lookup(target, routing(ALPHA, ALPHA), List.of());
    assertThat(lookup.isOver()).isTrue();
    assertThat(lookup.found(true)).isEqualTo(new Neighbourhood(List.of(), 0, 0, true));
  }
}
