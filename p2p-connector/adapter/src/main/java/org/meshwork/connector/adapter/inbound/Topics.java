package org.meshwork.connector.adapter.inbound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.gossipsub.MessageListener;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Lets several listeners hear one topic, to which the host subscribes once. */
final class Topics {
  private final Map<Topic, List<MessageListener>> listeners = new HashMap<>();
  private final GossipSub gossip;

  Topics(GossipSub gossip) {
    this.gossip = gossip;
  }

  /** Completes exceptionally if the host can't subscribe to more. */
  synchronized CompletableFuture<Void> add(Topic topic, MessageListener listener) {
    List<MessageListener> all =
        listeners.computeIfAbsent(topic, absent -> new CopyOnWriteArrayList<>());
    all.add(listener);
    return all.size() > 1
        ? CompletableFuture.completedFuture(null)
        : gossip
            .subscribe(topic, message -> all.forEach(each -> each.received(message)))
            .toCompletableFuture();
  }

  synchronized void remove(Topic topic, MessageListener listener) {
    List<MessageListener> all = listeners.getOrDefault(topic, List.of());
    if (all.remove(listener) && all.isEmpty()) {
      listeners.remove(topic);
      gossip.unsubscribe(topic);
    }
  }
}
