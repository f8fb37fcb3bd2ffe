package org.meshwork.libp2p.protocol.rendezvous;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What a rendezvous point keeps, each registration under a number that is larger than all before,
 * and for its time. Methods may be called from any thread, are each one step, and never block on
 * anything remote.
 */
public interface RegistrationStore {
  /** What came of a registration. */
  enum Outcome {
    KEPT,
    TOO_MANY_OF_PEER,
    FULL
  }

  /**
   * @param number its place in the order in which they came
   * @param record in its envelope, as it came
   * @param timeLeft more than none
   */
  record Registration(
      long number, PeerId peer, Namespace namespace, Bytes record, Duration timeLeft) {}

  /** Keeps it in the place of the peer's earlier one in the namespace. */
  Outcome put(PeerId peer, Namespace namespace, Bytes record, Duration timeToLive);

  /** Does nothing if there is none. */
  void remove(PeerId peer, Namespace namespace);

  /**
   * Those whose time is not over, in their order.
   *
   * @param namespace all if empty
   * @param after the number behind which to begin
   * @param limit at least 1
   */
  List<Registration> page(Optional<Namespace> namespace, long after, int limit);

  /** Drops those whose time is over. */
  void sweep();

  /** How many are kept, those that wait to be swept included. */
  int size();
}
