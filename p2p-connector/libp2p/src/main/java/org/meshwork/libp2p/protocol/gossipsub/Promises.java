package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;

/**
 * Who has told of a message, was asked for it, and has not sent it yet: of each request one id, by
 * chance (gossipsub 1.1, "Spam Protection Measures"). Bounded by the requests that a peer gets
 * within the time of following up.
 */
final class Promises {
  private final Map<MessageId, Map<PeerId, Long>> untilNanos = new LinkedHashMap<>();
  private final RandomGenerator random;
  private final long followUpNanos;

  Promises(RandomGenerator random, GossipSettings settings) {
    this.random = random;
    this.followUpNanos = settings.followUp().toNanos();
  }

  /**
   * @param ids that the peer is asked for, at least one
   */
  void add(PeerId peer, List<MessageId> ids, long nowNanos) {
    untilNanos
        .computeIfAbsent(ids.get(random.nextInt(ids.size())), absent -> new HashMap<>(2))
        .putIfAbsent(peer, nowNanos + followUpNanos);
  }

  /** Somebody has sent it: no promise about it is broken any more. */
  void fulfil(MessageId id) {
    untilNanos.remove(id);
  }

  /** Nothing is held against a peer that has gone. */
  void forget(PeerId peer) {
    untilNanos.values().forEach(peers -> peers.remove(peer));
    untilNanos.values().removeIf(Map::isEmpty);
  }

  /** The peers that have broken a promise since the last call, once for each. */
  Collection<PeerId> takeBroken(long nowNanos) {
    List<PeerId> broken = new ArrayList<>();
    for (Map<PeerId, Long> peers : untilNanos.values()) {
      peers
          .entrySet()
          .removeIf(promise -> promise.getValue() - nowNanos <= 0 && broken.add(promise.getKey()));
    }
    untilNanos.values().removeIf(Map::isEmpty);
    return broken;
  }
}
