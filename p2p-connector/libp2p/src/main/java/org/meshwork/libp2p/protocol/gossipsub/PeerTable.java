package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** The peers that speak gossip, and which topics they have subscribed to. */
final class PeerTable {
  private final Map<PeerId, Peer> peers = new LinkedHashMap<>();
  private final Map<Topic, Set<Peer>> subscribers = new LinkedHashMap<>();
  private final RandomGenerator random;

  PeerTable(RandomGenerator random) {
    this.random = random;
  }

  void add(Peer peer) {
    peers.put(peer.id, peer);
  }

  void remove(Peer peer) {
    peers.remove(peer.id);
    List.copyOf(peer.topics).forEach(topic -> unsubscribed(peer, topic));
  }

  Optional<Peer> find(PeerId id) {
    return Optional.ofNullable(peers.get(id));
  }

  Collection<Peer> all() {
    return peers.values();
  }

  void subscribed(Peer peer, Topic topic) {
    peer.topics.add(topic);
    subscribers.computeIfAbsent(topic, absent -> new LinkedHashSet<>()).add(peer);
  }

  void unsubscribed(Peer peer, Topic topic) {
    peer.topics.remove(topic);
    Set<Peer> rest = subscribers.get(topic);
    if (rest != null && rest.remove(peer) && rest.isEmpty()) {
      subscribers.remove(topic);
    }
  }

  Set<Peer> in(Topic topic) {
    return Collections.unmodifiableSet(subscribers.getOrDefault(topic, Set.of()));
  }

  /** All that fit, in random order. */
  List<Peer> shuffled(Topic topic, Predicate<Peer> fits) {
    List<Peer> found = new ArrayList<>();
    for (Peer peer : in(topic)) {
      if (fits.test(peer)) {
        found.add(peer);
      }
    }
    shuffle(found);
    return found;
  }

  /** At most so many of those that fit, by chance. */
  List<Peer> some(Topic topic, int count, Predicate<Peer> fits) {
    List<Peer> found = count <= 0 ? List.of() : shuffled(topic, fits);
    return found.subList(0, Math.min(Math.max(count, 0), found.size()));
  }

  /** Fisher and Yates, because the JDK's takes no {@link RandomGenerator} yet. */
  void shuffle(List<?> list) {
    for (int last = list.size() - 1; last > 0; last--) {
      Collections.swap(list, last, random.nextInt(last + 1));
    }
  }
}
