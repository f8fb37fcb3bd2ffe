package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Gives connections up when they are too many: those of the peers that are worth least. What a peer
 * is worth is the sum of the weights that protocols give it. Protected peers stay, and so does
 * every connection in its first time, and one that this side waits on: with a stream of this side's
 * that was opened lately. Methods may be called from any thread and never block.
 */
public final class ConnectionManager {
  /** Of one peer. */
  public static final int MAX_TAGS = 64;

  public static final int MAX_PROTECTED_PEERS = 4_096;

  /** So that many connections at once are looked through once. */
  private static final Duration TRIM_DELAY = Duration.ofSeconds(1);

  /**
   * For which a stream keeps its connection, unless it ends before: as long as requests may take. A
   * stream that is open for longer, as those of gossip are, keeps nothing.
   */
  static final Duration REQUEST_TIME = Duration.ofSeconds(20);

  private final Connections connections;
  private final ConnectionSettings settings;
  private final EventExecutor executor;

  /** Of peers that are connected. */
  private final Map<PeerId, Map<String, Integer>> weights = new HashMap<>();

  private final Map<PeerId, Set<String>> protectors = new HashMap<>();

  private final Map<Connection, Use> uses = new HashMap<>();

  // What follows is for the executor.
  private Optional<Future<?>> trimming = Optional.empty();
  private boolean isClosed;

  /** What is known of a connection. */
  private static final class Use {
    final long since;
    int streams;
    long openedNanos;

    Use(long since) {
      this.since = since;
    }

    /** Whether somebody on this side may wait for an answer on it. */
    boolean isAwaited(long now) {
      return streams > 0 && now - openedNanos < REQUEST_TIME.toNanos();
    }
  }

  ConnectionManager(Connections connections, ConnectionSettings settings, EventExecutor executor) {
    this.connections = connections;
    this.settings = settings;
    this.executor = executor;
  }

  /**
   * Gives a connected peer a weight, in the place of the one that the same tag gave it before. It
   * is forgotten with the peer's last connection.
   *
   * @param weight negative for a peer that is better lost
   * @return whether it was taken: not if the peer isn't connected, or has too many tags
   */
  public synchronized boolean tag(PeerId peer, String tag, int weight) {
    Map<String, Integer> ofPeer = weights.get(peer);
    if (ofPeer == null || ofPeer.size() >= MAX_TAGS && !ofPeer.containsKey(tag)) {
      return false;
    }
    ofPeer.put(Objects.requireNonNull(tag), weight);
    return true;
  }

  public synchronized void untag(PeerId peer, String tag) {
    Optional.ofNullable(weights.get(peer)).ifPresent(ofPeer -> ofPeer.remove(tag));
  }

  /** The sum of the peer's weights. */
  public synchronized long worth(PeerId peer) {
    return weights.getOrDefault(peer, Map.of()).values().stream()
        .mapToLong(Integer::longValue)
        .sum();
  }

  /**
   * Keeps the peer's connections, those to come too, until nobody protects it any more.
   *
   * @param protector who wants it
   * @throws IllegalStateException if too many peers are protected
   */
  public synchronized void protect(PeerId peer, String protector) {
    if (!protectors.containsKey(peer) && protectors.size() >= MAX_PROTECTED_PEERS) {
      throw new IllegalStateException("more than " + MAX_PROTECTED_PEERS + " protected peers");
    }
    protectors
        .computeIfAbsent(peer, absent -> new HashSet<>(1))
        .add(Objects.requireNonNull(protector));
  }

  public synchronized void unprotect(PeerId peer, String protector) {
    protectors.computeIfPresent(
        peer,
        (same, all) -> {
          all.remove(protector);
          return all.isEmpty() ? null : all;
        });
  }

  public synchronized boolean isProtected(PeerId peer) {
    return protectors.containsKey(peer);
  }

  /** The connection is one of the host's now. */
  void admitted(Connection connection) {
    synchronized (this) {
      uses.put(connection, new Use(now()));
      weights.computeIfAbsent(connection.remotePeer(), absent -> new HashMap<>(1));
    }
    trimLater();
  }

  /** The connection is none of the host's any more. */
  void ended(Connection connection) {
    boolean isLast = connections.to(connection.remotePeer()).isEmpty();
    synchronized (this) {
      uses.remove(connection);
      if (isLast) {
        weights.remove(connection.remotePeer());
      }
    }
  }

  /** This side opens a stream on it. */
  synchronized void streamOpened(Connection connection) {
    Use use = uses.get(connection);
    if (use != null) {
      use.streams++;
      use.openedNanos = now();
    }
  }

  /** One of those streams is over, or could not be had. */
  synchronized void streamEnded(Connection connection) {
    Use use = uses.get(connection);
    if (use != null) {
      use.streams--;
    }
  }

  private long now() {
    return executor.ticker().nanoTime();
  }

  private void trimLater() {
    if (isClosed || trimming.isPresent() || connections.count() <= settings.highWater()) {
      return;
    }
    trimming =
        Optional.of(executor.schedule(this::trim, TRIM_DELAY.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void trim() {
    trimming = Optional.empty();
    if (connections.count() > settings.highWater()) {
      giveUpExcess();
    }
    trimLater();
  }

  /** New ones don't count, so that a flood of them pushes out none that were there before. */
  private void giveUpExcess() {
    excess().forEach(Connection::close);
  }

  private synchronized List<Connection> excess() {
    long now = now();
    List<Connection> established =
        uses.keySet().stream()
            .filter(connection -> now - uses.get(connection).since >= settings.grace().toNanos())
            .filter(connection -> !connection.isEnding())
            .toList();
    int count = Math.max(established.size() - settings.lowWater(), 0);
    return leastWorthFirst(established, now).stream().limit(count).toList();
  }

  private List<Connection> leastWorthFirst(List<Connection> established, long now) {
    Map<PeerId, Long> worths = new HashMap<>();
    return established.stream()
        .filter(connection -> !isProtected(connection.remotePeer()))
        .filter(connection -> !uses.get(connection).isAwaited(now))
        .sorted(
            Comparator.comparingLong(
                    (Connection one) -> worths.computeIfAbsent(one.remotePeer(), this::worth))
                // Whom this host has dialled it wanted; who came last has been of least use.
                .thenComparing(Connection::isInitiator)
                .thenComparing(
                    connection -> uses.get(connection).since, (a, b) -> Long.signum(b - a)))
        .toList();
  }

  void close() {
    isClosed = true;
    trimming.ifPresent(timer -> timer.cancel(false));
    trimming = Optional.empty();
  }
}
