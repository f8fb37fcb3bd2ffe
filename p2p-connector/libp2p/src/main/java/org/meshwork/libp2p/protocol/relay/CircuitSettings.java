package org.meshwork.libp2p.protocol.relay;

import java.time.Duration;

/**
 * What a client of relays waits for and takes.
 *
 * @param timeout for a circuit up to its upgrade, and for a reservation; 10 ms to 10 minutes
 * @param maxInboundCircuits over one relay at once, 1 to 65,536; further ones are reset
 * @param retryPause after a reservation that failed or was lost, doubled each time up to 60 times
 *     as much; 10 ms to 10 minutes
 */
public record CircuitSettings(Duration timeout, int maxInboundCircuits, Duration retryPause) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_CIRCUITS = 65_536;
  private static final int MAX_PAUSE_FACTOR = 60;

  /** 30 seconds, 256 circuits, and from 1 second on. */
  public static final CircuitSettings DEFAULT =
      new CircuitSettings(Duration.ofSeconds(30), 256, Duration.ofSeconds(1));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public CircuitSettings {
    RelaySettings.require("timeout", timeout, MIN_TIME, MAX_TIME);
    RelaySettings.require("retryPause", retryPause, MIN_TIME, MAX_TIME);
    if (maxInboundCircuits < 1 || maxInboundCircuits > MAX_CIRCUITS) {
      throw new IllegalArgumentException(
          "maxInboundCircuits is " + maxInboundCircuits + ", not 1 to " + MAX_CIRCUITS);
    }
  }

  /** The pause after so many failures in a row. */
  Duration pauseAfter(int failures) {
    int factor = failures > 6 ? MAX_PAUSE_FACTOR : Math.min(1 << (failures - 1), MAX_PAUSE_FACTOR);
    return retryPause.multipliedBy(factor);
  }
}
