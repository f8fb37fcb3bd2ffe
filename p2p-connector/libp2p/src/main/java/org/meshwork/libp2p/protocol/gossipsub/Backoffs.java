package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Who must not be grafted before when. Peers are remembered after they have gone. */
final class Backoffs {
  private final Map<Topic, Map<PeerId, Long>> untilNanos = new HashMap<>();
  private final int maxPerTopic;
  private final long slackNanos;

  /**
   * @param slack that this side waits longer, so that no clock of a peer makes it too early
   */
  Backoffs(int maxPerTopic, Duration slack) {
    this.maxPerTopic = maxPerTopic;
    this.slackNanos = slack.toNanos();
  }

  /** A longer one that is there stays. */
  void add(Topic topic, PeerId peer, Duration backoff, long nowNanos) {
    Map<PeerId, Long> peers = untilNanos.computeIfAbsent(topic, absent -> new LinkedHashMap<>());
    long until = nowNanos + backoff.toNanos();
    Long before = peers.remove(peer);
    peers.put(peer, before != null && before - until > 0 ? before : until);
    if (peers.size() > maxPerTopic) {
      Iterator<PeerId> oldest = peers.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** How long a peer must still wait; zero or less if it need not. */
  long leftNanos(Topic topic, PeerId peer, long nowNanos) {
    Long until = untilNanos.getOrDefault(topic, Map.of()).get(peer);
    return until == null ? 0 : until - nowNanos;
  }

  /** Whether this side must wait before it grafts the peer. */
  boolean holdsUs(Topic topic, PeerId peer, long nowNanos) {
    Long until = untilNanos.getOrDefault(topic, Map.of()).get(peer);
    return until != null && until + slackNanos - nowNanos > 0;
  }

  void forgetPast(long nowNanos) {
    untilNanos
        .values()
        .forEach(peers -> peers.values().removeIf(until -> until + slackNanos - nowNanos <= 0));
    untilNanos.values().removeIf(Map::isEmpty);
  }
}
