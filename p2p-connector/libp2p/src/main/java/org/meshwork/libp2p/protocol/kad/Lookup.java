package org.meshwork.libp2p.protocol.kad;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Routing;
import org.meshwork.libp2p.protocol.kad.table.Distance;
import org.meshwork.libp2p.protocol.kad.table.Key;

/**
 * Whom to ask next on the way to a key (libp2p/specs kad-dht, "Peer routing"), on paths of which no
 * two ask the same peer (I. Baumgart, S. Mies: S/Kademlia, 2007, section 4.4, "Lookup over disjoint
 * paths"): on each always the closest that was not asked yet, until the k closest of those that
 * don't fail have answered. The paths share what requests there are, at once and in all. For one
 * thread; it does no I/O.
 */
final class Lookup {
  /** Times k: nobody who invents peers close to the key keeps a lookup busy for longer. */
  private static final int MAX_REQUESTS_FACTOR = 8;

  /** Times k, of one answer: some put the peer that is looked for before the k closest. */
  private static final int MAX_CLOSER_FACTOR = 2;

  private final Map<PeerId, Candidate> candidates = new HashMap<>();
  private final Map<PeerId, LookupPath> asked = new HashMap<>();
  private final List<LookupPath> paths;
  private final Key target;
  private final Routing routing;
  private int turn;

  /**
   * @param seeds those to begin with, who are dealt out to the paths in turn
   */
  Lookup(Key target, Routing routing, Collection<PeerId> seeds) {
    this.target = target;
    this.routing = routing;
    int count = Math.max(1, Math.min(routing.paths(), seeds.size()));
    this.paths = IntStream.range(0, count).mapToObj(number -> path(count)).toList();
    seeds.stream().distinct().forEach(this::begin);
  }

  private LookupPath path(int count) {
    int maxAtOnce = (routing.alpha() + count - 1) / count;
    return new LookupPath(routing.k(), maxAtOnce, MAX_REQUESTS_FACTOR * routing.k() / count);
  }

  private void begin(PeerId peer) {
    Candidate candidate = Candidate.known(peer, distance(peer));
    candidates.put(peer, candidate);
    nextPath().add(candidate);
  }

  private LookupPath nextPath() {
    turn = (turn + 1) % paths.size();
    return paths.get(turn);
  }

  private Distance distance(PeerId peer) {
    return Key.of(peer).distanceTo(target);
  }

  /** A peer to ask now, which counts as asked then; empty if there is nothing to do but wait. */
  Optional<PeerId> next() {
    for (int tried = 0; tried < paths.size() && asked.size() < routing.alpha(); tried++) {
      LookupPath path = nextPath();
      Optional<Candidate> next = path.next();
      if (next.isPresent()) {
        next.get().ask();
        asked.put(next.get().peer(), path);
        return next.map(Candidate::peer);
      }
    }
    return Optional.empty();
  }

  /**
   * @param closer peers that can be asked, too
   */
  void answered(PeerId peer, List<PeerId> closer) {
    LookupPath path = asked.remove(peer);
    if (path == null) {
      return;
    }
    path.settled();
    Candidate namer = candidates.get(peer);
    namer.answered();
    closer.stream()
        .distinct()
        .limit((long) MAX_CLOSER_FACTOR * routing.k())
        .forEach(one -> hear(path, namer, one));
  }

  private void hear(LookupPath path, Candidate namer, PeerId peer) {
    Candidate candidate =
        candidates.computeIfAbsent(
            peer, absent -> Candidate.heardOf(absent, distance(absent), namer));
    candidate.namedBy(namer);
    path.add(candidate);
  }

  void failed(PeerId peer) {
    LookupPath path = asked.remove(peer);
    if (path != null) {
      path.settled();
      candidates.get(peer).failed();
    }
  }

  boolean isOver() {
    return paths.stream().allMatch(LookupPath::isOver);
  }

  Neighbourhood found(boolean isWhole) {
    List<Candidate> closest =
        candidates.values().stream()
            .filter(Candidate::hasAnswered)
            .sorted(Comparator.comparing(Candidate::distance))
            .limit(routing.k())
            .toList();
    return new Neighbourhood(
        closest.stream().map(Candidate::peer).toList(),
        closest.isEmpty() ? 0 : closest.get(0).hops(),
        paths.stream().mapToInt(LookupPath::requests).sum(),
        isWhole);
  }
}
