package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * Messages of the last heartbeats, for peers that ask for them (gossipsub 1.0, "Message Cache").
 */
final class MessageCache {
  private static final class Entry {
    final Topic topic;
    final Bytes field;
    Map<PeerId, Integer> sent = Map.of();

    Entry(Topic topic, Bytes field) {
      this.topic = topic;
      this.field = field;
    }
  }

  private final Map<MessageId, Entry> messages = new HashMap<>();

  /** The newest first. */
  private final Deque<List<MessageId>> windows = new ArrayDeque<>();

  private final GossipSettings settings;
  private final long maxBytes;
  private long bytes;

  MessageCache(GossipSettings settings, long maxBytes) {
    this.settings = settings;
    this.maxBytes = maxBytes;
    windows.addFirst(new ArrayList<>(0));
  }

  /**
   * @param field as {@link org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields#message} writes it
   */
  void put(MessageId id, Topic topic, Bytes field) {
    if (messages.putIfAbsent(id, new Entry(topic, field)) == null) {
      windows.getFirst().add(id);
      bytes += field.size();
    }
    while (bytes > maxBytes && dropOldest()) {
      // The oldest go first.
    }
  }

  private boolean dropOldest() {
    Iterator<List<MessageId>> oldest = windows.descendingIterator();
    while (oldest.hasNext()) {
      List<MessageId> window = oldest.next();
      if (!window.isEmpty()) {
        drop(window.remove(0));
        return true;
      }
    }
    return false;
  }

  private void drop(MessageId id) {
    Entry dropped = messages.remove(id);
    if (dropped != null) {
      bytes -= dropped.field.size();
    }
  }

  /** What to tell of. */
  List<MessageId> recent(Topic topic) {
    List<MessageId> found = new ArrayList<>();
    windows.stream()
        .limit(settings.told())
        .forEach(
            window ->
                window.stream()
                    .filter(id -> messages.get(id).topic.equals(topic))
                    .forEach(found::add));
    return found;
  }

  /** For a peer that asks; empty if it is not there, or the peer has had it often enough. */
  Optional<Bytes> sendTo(PeerId peer, MessageId id) {
    Entry entry = messages.get(id);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.sent.isEmpty()) {
      entry.sent = new HashMap<>(2);
    }
    int times = entry.sent.merge(peer, 1, Integer::sum);
    return times > settings.retransmissions() ? Optional.empty() : Optional.of(entry.field);
  }

  /** A heartbeat has passed. */
  void shift() {
    windows.addFirst(new ArrayList<>(0));
    if (windows.size() > settings.history()) {
      windows.removeLast().forEach(this::drop);
    }
  }
}
