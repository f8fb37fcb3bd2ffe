package org.meshwork.libp2p.protocol.rendezvous;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/** Keeps registrations in memory, within bounds. */
public final class MemoryRegistrations implements RegistrationStore {
  public static final int DEFAULT_MAX = 100_000;
  public static final int DEFAULT_MAX_OF_PEER = 1_000;

  /** Of all records together. */
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  private record Entry(
      long number, PeerId peer, Namespace namespace, Bytes record, long expiryNanos) {
    boolean isOver(long now) {
      return expiryNanos - now <= 0;
    }

    Registration at(long now) {
      return new Registration(number, peer, namespace, record, Duration.ofNanos(expiryNanos - now));
    }
  }

  private final TreeMap<Long, Entry> all = new TreeMap<>();
  private final Map<Namespace, TreeMap<Long, Entry>> byNamespace = new HashMap<>();
  private final Map<PeerId, Map<Namespace, Entry>> byPeer = new HashMap<>();
  private final Ticker ticker;
  private final int max;
  private final int maxOfPeer;
  private final long maxBytes;
  private long lastNumber;
  private long bytes;

  public MemoryRegistrations(Ticker ticker) {
    this(ticker, DEFAULT_MAX, DEFAULT_MAX_OF_PEER, DEFAULT_MAX_BYTES);
  }

  /**
   * @param ticker what times are measured by
   * @param max of registrations, at least 1
   * @param maxOfPeer at least 1
   * @param maxBytes of records
   */
  public MemoryRegistrations(Ticker ticker, int max, int maxOfPeer, long maxBytes) {
    this.ticker = Objects.requireNonNull(ticker);
    if (max < 1 || maxOfPeer < 1) {
      throw new IllegalArgumentException("a store for " + max + ", " + maxOfPeer + " of a peer");
    }
    this.max = max;
    this.maxOfPeer = maxOfPeer;
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized Outcome put(
      PeerId peer, Namespace namespace, Bytes record, Duration timeToLive) {
    long now = ticker.nanoTime();
    Map<Namespace, Entry> ofPeer = byPeer.getOrDefault(peer, Map.of());
    Optional<Entry> before = Optional.ofNullable(ofPeer.get(namespace));
    if (before.isEmpty() && ofPeer.size() >= maxOfPeer) {
      return Outcome.TOO_MANY_OF_PEER;
    }
    int others = all.size() - before.map(entry -> 1).orElse(0);
    long otherBytes = bytes - before.map(entry -> entry.record.size()).orElse(0);
    if (others >= max || otherBytes + record.size() > maxBytes) {
      return Outcome.FULL;
    }
    before.ifPresent(this::drop);
    lastNumber++;
    add(new Entry(lastNumber, peer, namespace, record, now + timeToLive.toNanos()));
    return Outcome.KEPT;
  }

  private void add(Entry entry) {
    all.put(entry.number, entry);
    byNamespace
        .computeIfAbsent(entry.namespace, absent -> new TreeMap<>())
        .put(entry.number, entry);
    byPeer.computeIfAbsent(entry.peer, absent -> new HashMap<>()).put(entry.namespace, entry);
    bytes += entry.record.size();
  }

  private void drop(Entry entry) {
    all.remove(entry.number);
    byNamespace.computeIfPresent(
        entry.namespace,
        (same, entries) -> {
          entries.remove(entry.number);
          return entries.isEmpty() ? null : entries;
        });
    byPeer.computeIfPresent(
        entry.peer,
        (same, entries) -> {
          entries.remove(entry.namespace);
          return entries.isEmpty() ? null : entries;
        });
    bytes -= entry.record.size();
  }

  @Override
  public synchronized void remove(PeerId peer, Namespace namespace) {
    Optional.ofNullable(byPeer.getOrDefault(peer, Map.of()).get(namespace)).ifPresent(this::drop);
  }

  @Override
  public synchronized List<Registration> page(
      Optional<Namespace> namespace, long after, int limit) {
    long now = ticker.nanoTime();
    TreeMap<Long, Entry> asked =
        namespace.map(name -> byNamespace.getOrDefault(name, new TreeMap<>())).orElse(all);
    return asked.tailMap(after, false).values().stream()
        .filter(entry -> !entry.isOver(now))
        .limit(limit)
        .map(entry -> entry.at(now))
        .toList();
  }

  @Override
  public synchronized void sweep() {
    long now = ticker.nanoTime();
    all.values().stream().filter(entry -> entry.isOver(now)).toList().forEach(this::drop);
  }

  @Override
  public synchronized int size() {
    return all.size();
  }
}
