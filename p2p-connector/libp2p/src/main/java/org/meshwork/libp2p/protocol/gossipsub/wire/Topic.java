package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * What messages are about, and peers subscribe to.
 *
 * @param name 1 to 1,024 bytes of UTF-8
 */
public record Topic(String name) {
  public static final int MAX_BYTES = 1_024;

  /**
   * @throws InputRefused if the name is empty or too long
   */
  public Topic {
    if (name.isEmpty()) {
      throw new InputRefused(Reason.MALFORMED, "a topic without a name");
    }
    requireSize(name.getBytes(StandardCharsets.UTF_8).length);
  }

  static Topic decode(Bytes bytes) {
    requireSize(bytes.size());
    try {
      return new Topic(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString());
    } catch (CharacterCodingException e) {
      throw new InputRefused(Reason.MALFORMED, "a topic that is not UTF-8");
    }
  }

  private static void requireSize(int size) {
    if (size > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a topic of more than " + MAX_BYTES + " bytes");
    }
  }

  Bytes encode() {
    return Bytes.utf8(name);
  }

  /** Safe to log. */
  @Override
  public String toString() {
    return InputRefused.excerpt(name);
  }
}
