package org.meshwork.foundation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;

/**
 * The node's figures, in the server's registry; where the server has none, they go nowhere.
 *
 * <p>The server exports what the methods of its registry make, and nothing that a builder
 * registers; and it searches all its meters at each call of such a method. So this calls it once
 * for each meter and keeps what it gave. Any thread may call.
 */
@ApplicationScoped
public class Meters {
  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Queue<Gauge> gauges = new ConcurrentLinkedQueue<>();

  private record Key(String name, List<String> tags) {
    Tags asTags() {
      return Tags.of(tags.toArray(String[]::new));
    }
  }

  @Inject
  Meters(Instance<MeterRegistry> registries) {
    this(registries.isResolvable() ? registries.get() : new CompositeMeterRegistry());
  }

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** For the container's proxy. */
  protected Meters() {
    this((MeterRegistry) null);
  }

  /** For programs outside a server: figures that go nowhere. */
  public static Meters none() {
    return new Meters(new CompositeMeterRegistry());
  }

  /**
   * @param tags keys and values by turns; few values of each, because every combination is kept
   */
  public Timer timer(String name, String... tags) {
    return timers.computeIfAbsent(
        new Key(name, List.of(tags)), key -> registry.timer(key.name(), key.asTags()));
  }

  /**
   * @param tags as for {@link #timer}
   */
  public Counter counter(String name, String... tags) {
    return counters.computeIfAbsent(
        new Key(name, List.of(tags)), key -> registry.counter(key.name(), key.asTags()));
  }

  /**
   * Reads a value from an object whenever the figures are asked for, until the node is undeployed.
   * The registry does not keep the object alive.
   *
   * @param tags as for {@link #timer}
   */
  public <T> void gauge(String name, T object, ToDoubleFunction<T> value, String... tags) {
    Tags all = Tags.of(tags);
    registry.gauge(name, all, object, value);
    gauges.addAll(registry.find(name).tags(all).gauges());
  }

  /**
   * The registry is the server's and outlives the node: it would go on to ask what has gone, in the
   * place of what a redeployment has made, and hold on to its classes.
   */
  @PreDestroy
  void forgetGauges() {
    gauges.forEach(registry::remove);
    gauges.clear();
  }
}
