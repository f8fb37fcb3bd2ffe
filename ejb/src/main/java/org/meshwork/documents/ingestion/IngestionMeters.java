package org.meshwork.documents.ingestion;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Figures about ingestion, where the server collects any. */
@ApplicationScoped
class IngestionMeters {
  /** What is timed. */
  enum Stage {
    READ,
    PARSE,
    CHUNK,
    EMBED,
    WRITE
  }

  private final Optional<MeterRegistry> registry;
  private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

  @Inject
  IngestionMeters(Instance<MeterRegistry> registry) {
    this(registry.isResolvable() ? Optional.of(registry.get()) : Optional.empty());
  }

  /** For the container's proxy, and for tests. */
  IngestionMeters() {
    this(Optional.empty());
  }

  private IngestionMeters(Optional<MeterRegistry> registry) {
    this.registry = registry;
    registry.ifPresent(
        meters -> {
          for (Stage stage : Stage.values()) {
            timers.put(
                stage,
                // The server exports what these methods of its registry make, and nothing that a
                // builder
                // registers.
                meters.timer(
                    "meshwork.ingestion.stage",
                    Tags.of("stage", stage.name().toLowerCase(Locale.ROOT))));
          }
        });
  }

  <T> T time(Stage stage, Supplier<T> work) {
    Timer timer = timers.get(stage);
    return timer == null ? work.get() : timer.record(work);
  }

  void finished(ItemState outcome, int chunks) {
    registry.ifPresent(
        meters -> {
          meters.counter("meshwork.ingestion.documents", "outcome", outcome.toString()).increment();
          if (outcome == ItemState.DONE) {
            meters.counter("meshwork.ingestion.chunks").increment(chunks);
          }
        });
  }
}
