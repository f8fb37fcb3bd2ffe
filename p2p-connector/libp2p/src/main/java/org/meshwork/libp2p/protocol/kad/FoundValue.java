package org.meshwork.libp2p.protocol.kad;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * The best value that was found.
 *
 * @param answers how many nodes, with this one, had a valid value, whether it was this or not
 */
public record FoundValue(Bytes value, int answers) {
  public FoundValue {
    Objects.requireNonNull(value);
  }
}
