package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.Supplier;
import org.meshwork.foundation.Meters;

/** Figures about ingestion. */
@ApplicationScoped
class IngestionMeters {
  /** What is timed. */
  enum Stage {
    READ,
    PARSE,
    CHUNK,
    EMBED,
    WRITE;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }

  private final Meters meters;

  @Inject
  IngestionMeters(Meters meters) {
    this.meters = meters;
  }

  /** For the container's proxy. */
  IngestionMeters() {
    this(null);
  }

  <T> T time(Stage stage, Supplier<T> work) {
    return meters.timer("meshwork.ingestion.stage", "stage", stage.tag).record(work);
  }

  void finished(ItemState outcome, int chunks) {
    meters.counter("meshwork.ingestion.documents", "outcome", outcome.toString()).increment();
    if (outcome == ItemState.DONE) {
      meters.counter("meshwork.ingestion.chunks").increment(chunks);
    }
  }
}
