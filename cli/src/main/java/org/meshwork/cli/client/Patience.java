package org.meshwork.cli.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait for what.
 *
 * @param connect for a connection
 * @param answer for an answer, or for an upload to move
 * @param silence for anything on an event stream; the server sends a heartbeat every 15 seconds
 * @param firstPause before the first attempt to reconnect; doubles up to {@code longestPause}
 * @param attempts in a row at a node that does not answer before a watch gives up
 */
public record Patience(
    Duration connect,
    Duration answer,
    Duration silence,
    Duration firstPause,
    Duration longestPause,
    int attempts) {

  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(45),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          24);

  /** Waits before a request is repeated, as long as the server asks for within reason. */
  void await(Optional<Duration> wanted, int attempt) {
    Duration pause = wanted.filter(it -> it.compareTo(answer) < 0).orElseGet(() -> pause(attempt));
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("Interrupted while waiting for the node.");
    }
  }

  Duration pause(int attempt) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(attempt, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
