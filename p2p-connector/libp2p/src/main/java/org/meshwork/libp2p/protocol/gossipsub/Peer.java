package org.meshwork.libp2p.protocol.gossipsub;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** A peer that speaks gossip, and what it may still do until the next heartbeat. */
final class Peer {
  final PeerId id;

  /** Whether this side has dialled it. */
  final boolean isOutbound;

  /** Whether there is an agreement to send each other everything. */
  final boolean isDirect;

  final Set<Topic> topics = new LinkedHashSet<>(2);
  final RpcQueue queue;
  PeerKind kind;
  int advertisements;
  int idsAskedOfIt;
  int idsItAskedFor;
  int idsItRefused;
  int validations;
  private Map<MessageId, Long> unwanted = Map.of();

  /**
   * @param queue made with this peer, whose refusals it asks for
   */
  Peer(
      PeerId id,
      PeerKind kind,
      boolean isOutbound,
      boolean isDirect,
      Function<Peer, RpcQueue> queue) {
    this.id = id;
    this.kind = kind;
    this.isOutbound = isOutbound;
    this.isDirect = isDirect;
    this.queue = queue.apply(this);
  }

  /** Whether it can be in a mesh: it knows what that is, and can be told. */
  boolean isMeshable() {
    return kind.hasMesh() && !isDirect && queue.isAttached();
  }

  boolean refuses(MessageId id) {
    return unwanted.containsKey(id);
  }

  /**
   * @param untilHeartbeat the number of the heartbeat that forgets it
   */
  void refuse(MessageId id, long untilHeartbeat) {
    if (unwanted.isEmpty()) {
      unwanted = new HashMap<>();
    }
    unwanted.put(id, untilHeartbeat);
  }

  /** Refusals are bounded by what a peer may refuse each heartbeat. */
  void heartbeat(long number) {
    advertisements = 0;
    idsAskedOfIt = 0;
    idsItAskedFor = 0;
    idsItRefused = 0;
    if (!unwanted.isEmpty()) {
      unwanted.values().removeIf(until -> until <= number);
      unwanted = unwanted.isEmpty() ? Map.of() : unwanted;
    }
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
