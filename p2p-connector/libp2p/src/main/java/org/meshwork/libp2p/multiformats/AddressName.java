package org.meshwork.libp2p.multiformats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Names in addresses: what can stand between two slashes and be shown to a person. */
final class AddressName {
  /** The longest name that DNS knows (RFC 1035 section 2.3.4). */
  private static final int MAX_BYTES = 255;

  private AddressName() {}

  static Bytes parse(String text) {
    Bytes bytes = Bytes.utf8(text);
    requireName(text, bytes);
    return bytes;
  }

  static String print(Bytes bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString();
      requireName(text, bytes);
      return text;
    } catch (CharacterCodingException e) {
      throw new InputRefused(Reason.MALFORMED, "a name in an address is not UTF-8");
    }
  }

  private static void requireName(String text, Bytes bytes) {
    if (bytes.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a name of more than " + MAX_BYTES + " bytes");
    }
    if (text.isEmpty() || !text.codePoints().allMatch(AddressName::isAllowed)) {
      throw new InputRefused(
          Reason.MALFORMED, InputRefused.excerpt(text) + " is no name for an address");
    }
  }

  private static boolean isAllowed(int point) {
    return point != '/' && !Character.isSpaceChar(point) && Printable.isPrintable(point);
  }
}
