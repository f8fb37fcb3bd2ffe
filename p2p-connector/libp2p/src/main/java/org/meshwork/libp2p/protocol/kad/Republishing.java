package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;

/** Publishes again what is due, a few at a time. On the node's executor. */
final class Republishing<T> {
  private static final System.Logger LOG = System.getLogger(Republishing.class.getName());
  private static final int MAX_UNDER_WAY = 4;

  /** When each was published, the longest ago first. */
  private final Map<T, Long> published = new LinkedHashMap<>(0);

  private final Function<T, CompletionStage<?>> publish;
  private final EventExecutor executor;
  private final long intervalNanos;
  private final int max;
  private int underWay;

  Republishing(
      Function<T, CompletionStage<?>> publish, EventExecutor executor, Duration interval, int max) {
    this.publish = publish;
    this.executor = executor;
    this.intervalNanos = interval.toNanos();
    this.max = max;
  }

  /**
   * It is being published now.
   *
   * @throws KademliaFailed {@code TOO_MUCH} if there are too many
   */
  void add(T what) {
    if (published.remove(what) == null && published.size() >= max) {
      throw new KademliaFailed(Reason.TOO_MUCH, "this node publishes " + max + " already");
    }
    published.put(what, executor.ticker().nanoTime());
  }

  void remove(T what) {
    published.remove(what);
  }

  boolean has(T what) {
    return published.containsKey(what);
  }

  void publishDue() {
    long now = executor.ticker().nanoTime();
    while (underWay < MAX_UNDER_WAY) {
      Optional<T> due =
          published.entrySet().stream()
              .limit(1)
              .filter(entry -> now - entry.getValue() >= intervalNanos)
              .map(Map.Entry::getKey)
              .findFirst();
      if (due.isEmpty()) {
        return;
      }
      add(due.get());
      publish(due.get());
    }
  }

  private void publish(T what) {
    underWay++;
    publish
        .apply(what)
        .whenCompleteAsync(
            (done, failure) -> {
              underWay--;
              if (failure != null) {
                LOG.log(Level.DEBUG, () -> "not published again: " + what, failure);
              }
              publishDue();
            },
            executor);
  }
}
