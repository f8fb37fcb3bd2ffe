package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.Collections;

/**
 * Collections that were there a moment ago. Submissions come by the thousand, and asking the
 * database for each would double what one costs; planning asks it again.
 */
@ApplicationScoped
class RecentlySeen {
  private static final Duration MOMENT = Duration.ofSeconds(5);
  private static final int MAX_COLLECTIONS = 1_000;

  private final Collections collections;
  private final Clock clock;
  private final Map<CollectionName, Instant> seen = new ConcurrentHashMap<>();

  @Inject
  RecentlySeen(Collections collections, Clock clock) {
    this.collections = collections;
    this.clock = clock;
  }

  /** For the container's proxy. */
  RecentlySeen() {
    this(null, null);
  }

  /** Raises {@code CollectionUnknown}. */
  void require(CollectionName name) {
    Instant now = clock.instant();
    Instant last = seen.get(name);
    // A clock may be set back; then the last time lies ahead.
    if (last != null && Duration.between(last, now).abs().compareTo(MOMENT) < 0) {
      return;
    }
    seen.remove(name);
    collections.require(name);
    if (seen.size() < MAX_COLLECTIONS) {
      seen.put(name, now);
    } else {
      seen.clear();
    }
  }
}
