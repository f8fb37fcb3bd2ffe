package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.protocol.gossipsub.score.Delivery;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;

/** Messages that are known, for a while from when they first came, and up to a number. */
final class SeenMessages {
  private record Seen(Optional<Delivery> delivery, long untilNanos) {}

  private final Map<MessageId, Seen> messages = new LinkedHashMap<>();
  private final long ttlNanos;
  private final int max;

  SeenMessages(BoundSettings bounds) {
    this.ttlNanos = bounds.seenTtl().toNanos();
    this.max = bounds.maxSeen();
  }

  boolean has(MessageId id) {
    return messages.containsKey(id);
  }

  /** Who has delivered it; empty for one's own, and for what is not known. */
  Optional<Delivery> delivery(MessageId id) {
    Seen seen = messages.get(id);
    return seen == null ? Optional.empty() : seen.delivery;
  }

  /**
   * @param delivery empty for one's own
   */
  void add(MessageId id, Optional<Delivery> delivery, long nowNanos) {
    messages.put(id, new Seen(delivery, nowNanos + ttlNanos));
    if (messages.size() > max) {
      Iterator<MessageId> oldest = messages.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** As if it had never come. */
  void forget(MessageId id) {
    messages.remove(id);
  }

  /** They stand in the order of their time. */
  void forgetPast(long nowNanos) {
    Iterator<Seen> oldest = messages.values().iterator();
    while (oldest.hasNext() && oldest.next().untilNanos - nowNanos <= 0) {
      oldest.remove();
    }
  }
}
