package org.meshwork.libp2p.discovery.mdns.wire;

import java.util.Objects;

/**
 * What is asked for.
 *
 * @param type such as {@link #PTR}
 */
public record DnsQuestion(DnsName name, int type) {
  public static final int PTR = 12;
  public static final int TXT = 16;
  public static final int ANY = 255;

  public DnsQuestion {
    Objects.requireNonNull(name);
  }

  /** Whether records of that name and type answer it. */
  public boolean isFor(DnsName other, int otherType) {
    return name.equals(other) && (type == otherType || type == ANY);
  }
}
