package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/**
 * Keeps the table filled and fresh (libp2p/specs kad-dht, "Bootstrap process"), and calls for what
 * else is due at each interval. On the node's executor.
 */
final class Upkeep {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final int MAX_BOOTSTRAP_PEERS = 64;

  /** Of the interval, so that nodes that start together don't stay together. */
  private static final double JITTER = 0.1;

  private final Map<PeerId, Contact> bootstrapPeers = new LinkedHashMap<>(0);
  private final PeerId self;
  private final Queries queries;
  private final PeerRequests requests;
  private final Neighbours neighbours;
  private final EventExecutor executor;
  private final RandomGenerator random;
  private final KademliaSettings settings;
  private final Runnable alsoDue;
  private CompletableFuture<Void> refreshing = CompletableFuture.completedFuture(null);
  private Future<?> timer;
  private boolean isStopped;

  /**
   * @param alsoDue called at each interval
   */
  Upkeep(
      PeerId self,
      Queries queries,
      PeerRequests requests,
      Neighbours neighbours,
      EventExecutor executor,
      RandomGenerator random,
      KademliaSettings settings,
      Runnable alsoDue) {
    this.self = self;
    this.queries = queries;
    this.requests = requests;
    this.neighbours = neighbours;
    this.executor = executor;
    this.random = random;
    this.settings = settings;
    this.alsoDue = alsoDue;
  }

  void start() {
    long interval = settings.routing().refreshInterval().toMillis();
    long delay = interval + (long) (interval * JITTER * random.nextDouble());
    timer = executor.schedule(this::tick, delay, TimeUnit.MILLISECONDS);
  }

  void stop() {
    isStopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void tick() {
    start();
    alsoDue.run();
    neighbours.checkSilent();
    boolean isLost = neighbours.table().size() == 0 && !bootstrapPeers.isEmpty();
    CompletionStage<?> work = isLost ? bootstrap(List.copyOf(bootstrapPeers.values())) : refresh();
    work.exceptionally(
        failure -> {
          LOG.log(Level.DEBUG, () -> "the table of " + self + " is not refreshed", failure);
          return null;
        });
  }

  /**
   * Gets to know the table by peers in it.
   *
   * @return how many are known then
   */
  CompletionStage<Integer> bootstrap(List<Contact> peers) {
    peers.stream()
        .filter(peer -> bootstrapPeers.size() < MAX_BOOTSTRAP_PEERS)
        .forEach(peer -> bootstrapPeers.put(peer.peer(), peer));
    return CompletableFuture.allOf(
            peers.stream()
                .map(this::greet)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new))
        .thenComposeAsync(all -> refreshFrom(peers), executor)
        .thenApply(done -> neighbours.table().size());
  }

  /**
   * @return whom it knows that is close to this node, and can be asked; nobody if it doesn't answer
   */
  private CompletionStage<List<PeerId>> greet(Contact contact) {
    PeerId peer = contact.peer();
    neighbours.learn(peer, contact.addresses(), settings.keeping().addressAge());
    return requests
        .ask(peer, KadMessage.findNode(self.encode()))
        .handleAsync(
            (answer, failure) -> {
              if (failure != null) {
                LOG.log(Level.DEBUG, () -> "no answer from " + peer, failure);
                return List.of();
              }
              neighbours.answered(peer);
              return neighbours.hearsay(answer.closerPeers());
            },
            executor);
  }

  private CompletionStage<Void> refreshFrom(List<Contact> peers) {
    if (neighbours.table().size() == 0) {
      throw new KademliaFailed(
          Reason.NO_PEERS, "none of " + peers.size() + " peers speaks " + settings.protocol());
    }
    return refresh();
  }

  /** Looks around this node, and in each part of the key space where nobody has looked lately. */
  CompletionStage<Void> refresh() {
    if (!refreshing.isDone()) {
      return refreshing.copy();
    }
    refreshing = new CompletableFuture<>();
    hearFromElsewhere()
        .thenCompose(heard -> queries.closest(self.encode(), heard))
        .whenComplete(
            (around, failure) -> {
              if (failure == null) {
                next(stale());
              } else {
                refreshing.completeExceptionally(KademliaFailed.unwrapped(failure));
              }
            });
    return refreshing.copy();
  }

  /**
   * One of those by whom it joined, by chance: a network that was parted grows together by them,
   * since by then each part knows nobody of the others any more.
   */
  private CompletionStage<List<PeerId>> hearFromElsewhere() {
    if (bootstrapPeers.isEmpty()) {
      return CompletableFuture.completedStage(List.of());
    }
    List<Contact> all = List.copyOf(bootstrapPeers.values());
    return greet(all.get(random.nextInt(all.size())));
  }

  private ArrayDeque<Bytes> stale() {
    ArrayDeque<Bytes> keys = new ArrayDeque<>();
    neighbours.table().inhabited().stream()
        .filter(bits -> bits <= RandomPeers.MAX_SHARED_BITS && queries.isStale(bits))
        .flatMap(bits -> RandomPeers.sharing(bits, Key.of(self), random).stream())
        .forEach(peer -> keys.add(peer.encode()));
    return keys;
  }

  private void next(ArrayDeque<Bytes> keys) {
    Bytes key = keys.poll();
    if (key == null || isStopped) {
      refreshing.complete(null);
      return;
    }
    // One that fails hinders no other.
    queries.closest(key).whenComplete((around, failure) -> next(keys));
  }
}
