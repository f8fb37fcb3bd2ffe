package org.meshwork.libp2p.peerstore;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/**
 * Keeps what is known of peers in memory, and of no more than a number of them: at the bound the
 * peer is forgotten whose addresses expire first.
 */
public final class MemoryPeerStore implements PeerStore {
  public static final int DEFAULT_MAX_PEERS = 10_000;

  private final Map<PeerId, KnownPeer> known = new HashMap<>();

  /** Who would be forgotten first, first. */
  private final TreeSet<KnownPeer> byExpiry = new TreeSet<>(FIRST_TO_FORGET);

  private static final Comparator<KnownPeer> FIRST_TO_FORGET =
      // By difference, since a ticker's numbers begin anywhere.
      ((Comparator<KnownPeer>) (a, b) -> Long.signum(a.lastExpiry() - b.lastExpiry()))
          .thenComparingLong(KnownPeer::serial);

  private final Ticker ticker;
  private final int maxPeers;
  private long serials;

  public MemoryPeerStore(Ticker ticker) {
    this(ticker, DEFAULT_MAX_PEERS);
  }

  /**
   * @param ticker what times are measured by
   * @param maxPeers at least 1
   */
  public MemoryPeerStore(Ticker ticker, int maxPeers) {
    this.ticker = Objects.requireNonNull(ticker);
    this.maxPeers = maxPeers;
    if (maxPeers < 1) {
      throw new IllegalArgumentException("at least 1 peer, not " + maxPeers);
    }
  }

  @Override
  public void addAddresses(PeerId peer, Collection<Multiaddr> addresses, Duration timeToLive) {
    if (isSomeTime(timeToLive) && !addresses.isEmpty()) {
      change(peer, (entry, now) -> entry.claim(addresses, now + nanos(timeToLive), now));
    }
  }

  @Override
  public boolean addCertified(CertifiedPeerRecord record, Duration timeToLive) {
    Objects.requireNonNull(record);
    if (!isSomeTime(timeToLive)) {
      return false;
    }
    boolean[] taken = new boolean[1];
    change(
        record.content().peer(),
        (entry, now) -> taken[0] = entry.certify(record, now + nanos(timeToLive), now));
    return taken[0];
  }

  private static boolean isSomeTime(Duration timeToLive) {
    return !timeToLive.isNegative() && !timeToLive.isZero();
  }

  private static long nanos(Duration timeToLive) {
    return timeToLive.compareTo(MAX_TIME_TO_LIVE) < 0
        ? timeToLive.toNanos()
        : MAX_TIME_TO_LIVE.toNanos();
  }

  @Override
  public List<Multiaddr> addresses(PeerId peer) {
    return ask(peer, entry -> entry.addresses(ticker.nanoTime())).orElse(List.of());
  }

  @Override
  public Optional<CertifiedPeerRecord> certified(PeerId peer) {
    return ask(peer, entry -> entry.certified(ticker.nanoTime())).flatMap(found -> found);
  }

  @Override
  public Set<String> protocols(PeerId peer) {
    return ask(peer, KnownPeer::protocols).orElse(Set.of());
  }

  private synchronized <T> Optional<T> ask(PeerId peer, Function<KnownPeer, T> question) {
    return Optional.ofNullable(known.get(peer)).map(question);
  }

  @Override
  public void setProtocols(PeerId peer, Set<String> protocols) {
    Set<String> copy = Set.copyOf(protocols);
    change(peer, (entry, now) -> entry.speaks(copy));
  }

  @Override
  public synchronized List<PeerId> peers() {
    long now = ticker.nanoTime();
    return known.values().stream()
        .filter(entry -> entry.isOfUse(now))
        .map(KnownPeer::peer)
        .toList();
  }

  @Override
  public void remove(PeerId peer) {
    change(peer, (entry, now) -> entry.forget());
  }

  @FunctionalInterface
  private interface Change {
    void apply(KnownPeer peer, long now);
  }

  private synchronized void change(PeerId peer, Change change) {
    long now = ticker.nanoTime();
    KnownPeer before = known.get(peer);
    KnownPeer entry = before == null ? new KnownPeer(peer, serials++) : before;
    change.apply(entry, now);
    if (entry.isBlank()) {
      byExpiry.remove(entry);
      known.remove(peer);
      return;
    }
    long expiry = entry.expiryAsOf(now);
    if (before == null) {
      known.put(peer, entry);
    } else if (expiry == entry.lastExpiry()) {
      return;
    }
    byExpiry.remove(entry);
    entry.expiresAt(expiry);
    byExpiry.add(entry);
    if (known.size() > maxPeers) {
      known.remove(byExpiry.pollFirst().peer());
    }
  }
}
