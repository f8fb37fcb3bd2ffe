package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;

/**
 * Contacts in memory: 16 addresses a peer, and of peers as many as it is told, where those go first
 * that nobody asked for. Safe for threads.
 */
public final class MemoryContacts implements Contacts {
  /** Of each peer: its addresses, with the times when they are over. */
  private final Map<PeerId, Map<Multiaddr, Long>> byPeer = new LinkedHashMap<>(16, 0.75f, true);

  private final Ticker ticker;
  private final int maxPeers;

  public MemoryContacts(Ticker ticker, int maxPeers) {
    this.ticker = Objects.requireNonNull(ticker);
    this.maxPeers = maxPeers;
  }

  @Override
  public synchronized List<Multiaddr> addresses(PeerId peer) {
    Map<Multiaddr, Long> known = byPeer.get(peer);
    if (known == null) {
      return List.of();
    }
    removeExpired(known);
    if (known.isEmpty()) {
      byPeer.remove(peer);
    }
    return List.copyOf(known.keySet());
  }

  private void removeExpired(Map<Multiaddr, Long> known) {
    long now = ticker.nanoTime();
    known.values().removeIf(over -> over - now <= 0);
  }

  /** What is known by hearsay, before what has been proven. */
  private static void removeFirstOver(Map<Multiaddr, Long> known) {
    Multiaddr first = null;
    for (Map.Entry<Multiaddr, Long> entry : known.entrySet()) {
      if (first == null || entry.getValue() - known.get(first) < 0) {
        first = entry.getKey();
      }
    }
    known.remove(first);
  }

  @Override
  public synchronized void add(PeerId peer, List<Multiaddr> addresses, Duration age) {
    if (addresses.isEmpty()) {
      return;
    }
    Map<Multiaddr, Long> known = byPeer.computeIfAbsent(peer, absent -> new LinkedHashMap<>(2));
    removeExpired(known);
    long over = ticker.nanoTime() + age.toNanos();
    for (Multiaddr address : addresses) {
      known.merge(address, over, (old, now) -> old - now > 0 ? old : now);
      if (known.size() > KadPeer.MAX_ADDRESSES) {
        removeFirstOver(known);
      }
    }
    if (byPeer.size() > maxPeers) {
      Iterator<PeerId> first = byPeer.keySet().iterator();
      first.next();
      first.remove();
    }
  }
}
