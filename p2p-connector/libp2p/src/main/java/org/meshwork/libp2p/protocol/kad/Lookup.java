package org.meshwork.libp2p.protocol.kad;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Distance;
import org.meshwork.libp2p.protocol.kad.table.Key;

/**
 * Whom to ask next on the way to a key (libp2p/specs kad-dht, "Peer routing"): always the closest
 * that was not asked yet, until the k closest of those that don't fail have answered. For one
 * thread; it does no I/O.
 */
final class Lookup {
  /** Times k: nobody who invents peers close to the key keeps a lookup busy for longer. */
  private static final int MAX_REQUESTS_FACTOR = 8;

  /** Times k, of one answer: some put the peer that is looked for before the k closest. */
  private static final int MAX_CLOSER_FACTOR = 2;

  private enum State {
    WAITING,
    ASKED,
    ANSWERED
  }

  private static final class Candidate {
    final PeerId peer;
    final int hops;
    State state = State.WAITING;

    Candidate(PeerId peer, int hops) {
      this.peer = peer;
      this.hops = hops;
    }
  }

  private final TreeMap<Distance, Candidate> candidates = new TreeMap<>();
  private final Set<PeerId> failed = new HashSet<>(0);
  private final Key target;
  private final int k;
  private final int alpha;
  private int underWay;
  private int requests;

  Lookup(Key target, int k, int alpha, Collection<PeerId> seeds) {
    this.target = target;
    this.k = k;
    this.alpha = alpha;
    seeds.forEach(peer -> add(peer, 1));
  }

  private void add(PeerId peer, int hops) {
    if (!failed.contains(peer)) {
      candidates.computeIfAbsent(distance(peer), absent -> new Candidate(peer, hops));
    }
  }

  private Distance distance(PeerId peer) {
    return Key.of(peer).distanceTo(target);
  }

  /** A peer to ask now, which counts as asked then; empty if there is nothing to do but wait. */
  Optional<PeerId> next() {
    if (underWay >= alpha || requests >= MAX_REQUESTS_FACTOR * k) {
      return Optional.empty();
    }
    Optional<Candidate> next = nextWaiting();
    next.ifPresent(
        candidate -> {
          candidate.state = State.ASKED;
          underWay++;
          requests++;
        });
    return next.map(candidate -> candidate.peer);
  }

  private Optional<Candidate> nextWaiting() {
    return candidates.values().stream()
        .limit(k)
        .filter(candidate -> candidate.state == State.WAITING)
        .findFirst();
  }

  /**
   * @param closer peers that can be asked, too
   */
  void answered(PeerId peer, List<PeerId> closer) {
    Candidate candidate = candidates.get(distance(peer));
    if (candidate == null || candidate.state != State.ASKED) {
      return;
    }
    underWay--;
    candidate.state = State.ANSWERED;
    closer.stream()
        .limit((long) MAX_CLOSER_FACTOR * k)
        .forEach(one -> add(one, candidate.hops + 1));
  }

  void failed(PeerId peer) {
    Candidate candidate = candidates.get(distance(peer));
    if (candidate == null || candidate.state != State.ASKED) {
      return;
    }
    underWay--;
    failed.add(peer);
    candidates.remove(distance(peer));
  }

  boolean isOver() {
    boolean mayAsk = requests < MAX_REQUESTS_FACTOR * k;
    return candidates.values().stream()
        .limit(k)
        .noneMatch(
            candidate ->
                candidate.state == State.ASKED || candidate.state == State.WAITING && mayAsk);
  }

  Neighbourhood found(boolean isWhole) {
    List<Candidate> closest =
        candidates.values().stream()
            .filter(candidate -> candidate.state == State.ANSWERED)
            .limit(k)
            .toList();
    return new Neighbourhood(
        closest.stream().map(candidate -> candidate.peer).toList(),
        closest.isEmpty() ? 0 : closest.get(0).hops,
        requests,
        isWhole);
  }
}
