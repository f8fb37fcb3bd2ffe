package org.meshwork.libp2p;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Awaitility that looks ten times as often as by itself: most of what is awaited is soon there. */
public final class Polling {
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private Polling() {}

  public static ConditionFactory await() {
    return Awaitility.await().pollInterval(INTERVAL);
  }
}
