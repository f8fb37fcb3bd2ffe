package org.meshwork.libp2p.protocol.kad.store;

import java.time.Instant;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * A value that is kept.
 *
 * @param received when it came to this node
 */
public record StoredValue(Bytes value, Instant received) {
  public StoredValue {
    Objects.requireNonNull(value);
    Objects.requireNonNull(received);
  }
}
