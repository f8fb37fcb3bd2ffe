package org.meshwork.libp2p;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Awaitility that looks ten times as often as by itself, because most of what is awaited is soon
 * there, and waits for longer, because the machine may be busy.
 */
public final class Polling {
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Polling() {}

  public static ConditionFactory await() {
    return Awaitility.await().pollInterval(INTERVAL).atMost(PATIENCE);
  }
}
