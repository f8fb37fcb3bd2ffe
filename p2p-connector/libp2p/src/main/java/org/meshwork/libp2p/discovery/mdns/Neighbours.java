package org.meshwork.libp2p.discovery.mdns;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** Who is known on the link, where, and until when. On the event loop. */
final class Neighbours {
  /** When each address is forgotten. */
  private final Map<PeerId, Map<Multiaddr, Long>> known = new LinkedHashMap<>();

  private final int maxPeers;

  Neighbours(int maxPeers) {
    this.maxPeers = maxPeers;
  }

  /** What came of an answer. */
  enum Outcome {
    /** The peer is new, or somewhere else too. */
    NEWS,
    KNOWN,
    /** There are too many peers. */
    PASSED_OVER
  }

  Outcome note(PeerId peer, Collection<Multiaddr> addresses, Duration timeToLive, long now) {
    forgetExpired(peer, now);
    Map<Multiaddr, Long> places = known.get(peer);
    if (places == null) {
      if (!hasRoom(now)) {
        return Outcome.PASSED_OVER;
      }
      places = new LinkedHashMap<>();
      known.put(peer, places);
    }
    boolean isNews = false;
    for (Multiaddr address : addresses) {
      boolean isKnown = places.containsKey(address);
      if (isKnown || places.size() < Announcement.MAX_ADDRESSES) {
        places.put(address, now + timeToLive.toNanos());
        isNews |= !isKnown;
      }
    }
    return isNews ? Outcome.NEWS : Outcome.KNOWN;
  }

  private void forgetExpired(PeerId peer, long now) {
    Map<Multiaddr, Long> places = known.get(peer);
    if (places != null && isForgotten(places, now)) {
      known.remove(peer);
    }
  }

  private static boolean isForgotten(Map<Multiaddr, Long> places, long now) {
    places.values().removeIf(end -> end - now <= 0);
    return places.isEmpty();
  }

  private boolean hasRoom(long now) {
    if (known.size() >= maxPeers) {
      known.values().removeIf(places -> isForgotten(places, now));
    }
    return known.size() < maxPeers;
  }

  /** The peer is not there any more. */
  void forget(PeerId peer, Collection<Multiaddr> addresses) {
    Optional.ofNullable(known.get(peer))
        .ifPresent(
            places -> {
              places.keySet().removeAll(addresses);
              if (places.isEmpty()) {
                known.remove(peer);
              }
            });
  }

  Neighbour get(PeerId peer, long now) {
    return new Neighbour(peer, placesOf(known.getOrDefault(peer, Map.of()), now));
  }

  List<Neighbour> all(long now) {
    return known.entrySet().stream()
        .map(entry -> new Neighbour(entry.getKey(), placesOf(entry.getValue(), now)))
        .filter(neighbour -> !neighbour.addresses().isEmpty())
        .toList();
  }

  private static List<Multiaddr> placesOf(Map<Multiaddr, Long> places, long now) {
    return places.entrySet().stream()
        .filter(entry -> entry.getValue() - now > 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
