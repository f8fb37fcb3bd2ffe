package org.meshwork.libp2p.protocol;

import java.time.Duration;
import java.util.Objects;

/**
 * What an exchange of messages may take.
 *
 * @param maxBytes of one message, 1 to 16 MiB
 * @param maxMessages of one stream, 1 to 1,024
 * @param timeout for all of them, 10 ms to 10 minutes
 */
public record MessageBounds(int maxBytes, int maxMessages, Duration timeout) {
  /** Four bytes of seven bits hold more than the largest bound, and never overflow. */
  static final int MAX_LENGTH_BYTES = 4;

  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_MESSAGES = 1_024;
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public MessageBounds {
    Objects.requireNonNull(timeout);
    requireMaxBytes(maxBytes);
    if (maxMessages < 1 || maxMessages > MAX_MESSAGES) {
      throw new IllegalArgumentException("maxMessages is " + maxMessages + ", not 1 to 1,024");
    }
    if (timeout.compareTo(MIN_TIME) < 0 || timeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
  }

  static int requireMaxBytes(int maxBytes) {
    if (maxBytes < 1 || maxBytes > MAX_BYTES) {
      throw new IllegalArgumentException("maxBytes is " + maxBytes + ", not 1 to " + MAX_BYTES);
    }
    return maxBytes;
  }
}
