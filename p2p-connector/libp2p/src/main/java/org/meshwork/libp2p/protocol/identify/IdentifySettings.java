package org.meshwork.libp2p.protocol.identify;

import java.time.Duration;
import java.util.Objects;

/**
 * What identify says and waits for.
 *
 * @param protocolVersion the family of protocols, for people
 * @param timeout for one exchange, 10 ms to 10 minutes
 * @param pushDelay from a change to telling of it, so that several are told together; 0 to 1 minute
 */
public record IdentifySettings(String protocolVersion, Duration timeout, Duration pushDelay) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final Duration MAX_DELAY = Duration.ofMinutes(1);
  private static final int MAX_VERSION_CHARACTERS = 128;

  public static final IdentifySettings DEFAULT =
      new IdentifySettings("ipfs/0.1.0", Duration.ofSeconds(10), Duration.ofMillis(100));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public IdentifySettings {
    Objects.requireNonNull(protocolVersion);
    Objects.requireNonNull(timeout);
    Objects.requireNonNull(pushDelay);
    if (protocolVersion.length() > MAX_VERSION_CHARACTERS) {
      throw new IllegalArgumentException("protocolVersion is longer than 128 characters");
    }
    if (timeout.compareTo(MIN_TIME) < 0 || timeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
    if (pushDelay.isNegative() || pushDelay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("pushDelay is " + pushDelay + ", not 0 to " + MAX_DELAY);
    }
  }
}
