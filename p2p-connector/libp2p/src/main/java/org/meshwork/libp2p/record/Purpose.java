package org.meshwork.libp2p.record;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * What an envelope is for, so that a signature for one purpose is none for another (RFC 0002,
 * "Domain Separation").
 *
 * @param domain signed, but not sent
 * @param payloadType sent, and signed as well
 */
public record Purpose(String domain, Bytes payloadType) {
  /**
   * @throws IllegalArgumentException if the domain is empty
   */
  public Purpose {
    if (domain.isEmpty()) {
      throw new IllegalArgumentException("a purpose without a domain");
    }
    Objects.requireNonNull(payloadType);
  }
}
