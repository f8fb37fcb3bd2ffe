package org.meshwork.libp2p.protocol.kad.value;

import org.meshwork.libp2p.multiformats.Bytes;

/**
 * The rules of a namespace. Pure functions, called on the host's executor; must not block. What
 * they throw other than {@link org.meshwork.libp2p.multiformats.InputRefused} fails the operation.
 */
public interface RecordValidator {
  /**
   * @param key whole, with its namespace
   * @throws org.meshwork.libp2p.multiformats.InputRefused unless the value may stand under the key
   */
  void validate(Bytes key, Bytes value);

  /**
   * Whether a valid value is better than another valid one. Of two different values that are both
   * to be kept apart from others, one must be better, whichever comes first, or nodes never agree.
   */
  boolean isBetter(Bytes key, Bytes value, Bytes than);
}
