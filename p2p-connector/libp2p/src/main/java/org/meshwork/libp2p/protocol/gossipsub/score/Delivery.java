package org.meshwork.libp2p.protocol.gossipsub.score;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * Who has delivered one message, and what became of it. {@link PeerScores} keeps the account. For
 * the executor that has the scores.
 */
public final class Delivery {
  /** Deliverers that are told apart; those beyond count for nothing. */
  private static final int MAX_PEERS = 64;

  enum Outcome {
    OPEN,
    VALID,
    INVALID,
    IGNORED
  }

  final Topic topic;
  private final List<PeerId> peers = new ArrayList<>(2);
  Outcome outcome = Outcome.OPEN;
  long validNanos;

  Delivery(Topic topic, PeerId first) {
    this.topic = topic;
    peers.add(first);
  }

  PeerId first() {
    return peers.get(0);
  }

  /** Whether the peer has delivered it, and so has it. */
  public boolean isBy(PeerId peer) {
    return peers.contains(peer);
  }

  /** Those after the first. */
  List<PeerId> others() {
    return peers.subList(1, peers.size());
  }

  /** Whether the peer had not delivered it before. */
  boolean add(PeerId peer) {
    return peers.size() < MAX_PEERS && !peers.contains(peer) && peers.add(peer);
  }
}
