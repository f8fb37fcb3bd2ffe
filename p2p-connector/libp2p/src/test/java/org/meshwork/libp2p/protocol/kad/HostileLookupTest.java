package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.closest;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.routing;
import static org.meshwork.libp2p.protocol.kad.LookupNetwork.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;

/**
 * Lookups among 500 peers, a fifth of which lie. They name peers that are closer to the key than
 * anybody: such as nobody reaches, or a swarm that answers, and names its own.
 */
class HostileLookupTest {
  private static final int SIZE = 500;
  private static final int LIARS = SIZE / 5;
  private static final int SWARM = 150;
  private static final int NAMED = 40;
  private static final int KEYS = 4;
  private static final int LOOKUPS_OF_A_KEY = 10;
  private static final int ALPHA = 10;

  /** Made once, because each of the tables has heard of everybody. */
  private static final LookupNetwork NETWORK = new LookupNetwork(SIZE, new Random(8));

  private final Random random = new Random(9);
  private final Set<PeerId> liars = new HashSet<>(NETWORK.peers.subList(0, LIARS));

  /**
   * Of all lookups, the means.
   *
   * @param requests how many peers were asked
   * @param share of the honest peers closest to the key that were asked
   */
  private record Outcome(double requests, double share) {}

  private Outcome lookUp(int paths, boolean isSwarmThere) {
    double requests = 0;
    double share = 0;
    for (int number = 0; number < KEYS; number++) {
      Key target = Key.of(RandomKeys.peer(random));
      List<PeerId> swarm =
          Stream.generate(() -> RandomPeers.sharing(8, target, random))
              .flatMap(Optional::stream)
              .limit(SWARM)
              .toList();
      for (int count = 0; count < LOOKUPS_OF_A_KEY; count++) {
        Outcome one = lookUp(target, paths, swarm, isSwarmThere);
        requests += one.requests / (KEYS * LOOKUPS_OF_A_KEY);
        share += one.share / (KEYS * LOOKUPS_OF_A_KEY);
      }
    }
    return new Outcome(requests, share);
  }

  private Outcome lookUp(Key target, int paths, List<PeerId> swarm, boolean isSwarmThere) {
    List<PeerId> honest = NETWORK.peers.stream().filter(peer -> !liars.contains(peer)).toList();
    PeerId asking = honest.get(random.nextInt(honest.size()));
    List<PeerId> wanted =
        closest(honest.stream().filter(peer -> !peer.equals(asking)).toList(), target);
    Lookup lookup = new Lookup(target, routing(ALPHA, paths), NETWORK.known(asking, target));
    Set<PeerId> asked = new HashSet<>();
    Neighbourhood found =
        run(lookup, ALPHA, random, peer -> answer(peer, target, swarm, isSwarmThere), asked);
    long reached = wanted.stream().filter(asked::contains).count();
    return new Outcome(found.requests(), (double) reached / wanted.size());
  }

  private Optional<List<PeerId>> answer(
      PeerId peer, Key target, List<PeerId> swarm, boolean isSwarmThere) {
    if (liars.contains(peer) || isSwarmThere && swarm.contains(peer)) {
      List<PeerId> named = new ArrayList<>(swarm);
      Collections.shuffle(named, random);
      return Optional.of(named.subList(0, NAMED));
    }
    return Optional.of(peer).filter(NETWORK.peers::contains).map(one -> NETWORK.known(one, target));
  }

  /** Were all believed, each lookup would come to its bound of 160 requests. */
  @Test
  void whoeverInventsPeersIsNotBelievedForLong() {
    Outcome outcome = lookUp(4, false);
    assertThat(outcome.requests()).isLessThan(80);
    assertThat(outcome.share()).isGreaterThan(0.75);
  }

  /** The swarm is where all paths lead to at last: what counts is whom they ask before. */
  @Test
  void aSwarmDoesNotEndAllPathsAtOnce() {
    Outcome one = lookUp(1, true);
    Outcome four = lookUp(4, true);
    assertThat(four.share()).isGreaterThan(0.55).isGreaterThan(1.4 * one.share());
  }

  @Test
  void pathsCostLittleWhereNobodyLies() {
    liars.clear();
    Outcome one = lookUp(1, false);
    Outcome four = lookUp(4, false);
    assertThat(four.share()).isGreaterThan(0.95);
    assertThat(four.requests()).isLessThan(1.15 * one.requests());
  }
}
