package org.meshwork.libp2p.protocol.gossipsub.wire;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * What tells a message from others.
 *
 * @param bytes 1 to 256
 */
public record MessageId(Bytes bytes) {
  public static final int MAX_BYTES = 256;

  /**
   * @throws InputRefused if there are none, or too many
   */
  public MessageId {
    if (bytes.isEmpty()) {
      throw new InputRefused(Reason.MALFORMED, "a message id without bytes");
    }
    if (bytes.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message id of more than " + MAX_BYTES + " bytes");
    }
  }

  @Override
  public String toString() {
    return bytes.toString();
  }
}
