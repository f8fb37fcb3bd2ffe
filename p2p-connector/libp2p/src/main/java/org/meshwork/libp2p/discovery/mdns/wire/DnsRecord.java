package org.meshwork.libp2p.discovery.mdns.wire;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;

/** What is said of a name, for a time in whole seconds; none if it holds no longer. */
public sealed interface DnsRecord {
  DnsName owner();

  Duration timeToLive();

  /** PTR: the name leads to another. */
  record Pointer(DnsName owner, Duration timeToLive, DnsName target) implements DnsRecord {
    public Pointer {
      Objects.requireNonNull(owner);
      Objects.requireNonNull(timeToLive);
      Objects.requireNonNull(target);
    }
  }

  /**
   * TXT.
   *
   * @param strings each of at most {@link #MAX_STRING_BYTES}
   */
  record Text(DnsName owner, Duration timeToLive, List<Bytes> strings) implements DnsRecord {
    public static final int MAX_STRING_BYTES = 255;

    /**
     * @throws IllegalArgumentException if a string is too long
     */
    public Text {
      Objects.requireNonNull(owner);
      Objects.requireNonNull(timeToLive);
      strings = List.copyOf(strings);
      if (strings.stream().anyMatch(string -> string.size() > MAX_STRING_BYTES)) {
        throw new IllegalArgumentException("a string of more than " + MAX_STRING_BYTES + " bytes");
      }
    }
  }
}
