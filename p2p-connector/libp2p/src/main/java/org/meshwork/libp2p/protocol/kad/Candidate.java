package org.meshwork.libp2p.protocol.kad;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Distance;

/**
 * A peer that a lookup has heard of, on whichever of its paths. It is heard of by what others say;
 * those of whose peers hardly any answers are not believed any more, and who is named by nobody
 * else is not asked: whoever invents peers costs a few requests, not all that there are.
 */
final class Candidate {
  /** So many that fail, and as many for each that answers, make an inventor of who named them. */
  private static final int MAX_FAILURES = 3;

  private enum State {
    WAITING,
    ASKED,
    ANSWERED,
    FAILED
  }

  private final List<Candidate> namers = new ArrayList<>(1);
  private final PeerId peer;
  private final Distance distance;
  private final int hops;
  private State state = State.WAITING;
  private int namedAnswered;
  private int namedFailed;

  private Candidate(PeerId peer, Distance distance, int hops) {
    this.peer = peer;
    this.distance = distance;
    this.hops = hops;
  }

  /** One that this node knows itself. */
  static Candidate known(PeerId peer, Distance distance) {
    return new Candidate(peer, distance, 1);
  }

  /** One that another has named; whether it is believed depends on {@link #namedBy}. */
  static Candidate heardOf(PeerId peer, Distance distance, Candidate namer) {
    return new Candidate(peer, distance, namer.hops + 1);
  }

  void namedBy(Candidate namer) {
    if (hops > 1) {
      namers.add(namer);
    }
  }

  PeerId peer() {
    return peer;
  }

  Distance distance() {
    return distance;
  }

  /** From the node that looks to this one, 1 for one that it knew. */
  int hops() {
    return hops;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  boolean isAsked() {
    return state == State.ASKED;
  }

  boolean hasAnswered() {
    return state == State.ANSWERED;
  }

  /** Whether it counts among those closest to the key. */
  boolean counts() {
    return state == State.WAITING ? isBelieved() : state != State.FAILED;
  }

  private boolean isBelieved() {
    return hops == 1 || !namers.stream().allMatch(Candidate::isInventor);
  }

  private boolean isInventor() {
    return namedFailed >= MAX_FAILURES * (1 + namedAnswered);
  }

  void ask() {
    state = State.ASKED;
  }

  void answered() {
    state = State.ANSWERED;
    namers.forEach(namer -> namer.namedAnswered++);
  }

  void failed() {
    state = State.FAILED;
    namers.forEach(namer -> namer.namedFailed++);
  }
}
