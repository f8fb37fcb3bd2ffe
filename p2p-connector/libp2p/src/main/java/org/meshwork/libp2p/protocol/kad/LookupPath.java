package org.meshwork.libp2p.protocol.kad;

import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.meshwork.libp2p.protocol.kad.table.Distance;

/**
 * One way of several to a key: it follows only what it is told by those whom it has asked itself,
 * and asks nobody whom another path has asked; what others say when another path asks them is no
 * concern of its. So a peer that lies leads one path astray, and no other.
 */
final class LookupPath {
  private final TreeMap<Distance, Candidate> candidates = new TreeMap<>();
  private final int k;
  private final int maxAtOnce;
  private final int maxRequests;
  private int underWay;
  private int requests;

  /**
   * @param maxRequests in all; it ends there
   */
  LookupPath(int k, int maxAtOnce, int maxRequests) {
    this.k = k;
    this.maxAtOnce = maxAtOnce;
    this.maxRequests = maxRequests;
  }

  void add(Candidate candidate) {
    candidates.putIfAbsent(candidate.distance(), candidate);
  }

  /** Whom to ask now; empty if there is nothing to do but wait. */
  Optional<Candidate> next() {
    if (underWay >= maxAtOnce || requests >= maxRequests) {
      return Optional.empty();
    }
    Optional<Candidate> next = closest().filter(Candidate::isWaiting).findFirst();
    next.ifPresent(
        candidate -> {
          underWay++;
          requests++;
        });
    return next;
  }

  private Stream<Candidate> closest() {
    return candidates.values().stream().filter(Candidate::counts).limit(k);
  }

  /** One whom it has asked has answered, or failed. */
  void settled() {
    underWay--;
  }

  int requests() {
    return requests;
  }

  /** Whether the k closest of whom it has heard have answered, whoever asked, or it may not ask. */
  boolean isOver() {
    boolean mayAsk = requests < maxRequests;
    return closest().noneMatch(candidate -> candidate.isAsked() || mayAsk && candidate.isWaiting());
  }
}
