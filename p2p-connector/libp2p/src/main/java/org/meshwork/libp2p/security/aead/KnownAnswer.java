package org.meshwork.libp2p.security.aead;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The example of RFC 8439 section 2.8.2, so that a source that can't be used (a provider that the
 * platform does not trust, a broken library) shows itself before a peer is met.
 */
final class KnownAnswer {
  private static final String KEY =
      "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
  private static final String NONCE = "070000004041424344454647";
  private static final String ADDITIONAL = "50515253c0c1c2c3c4c5c6c7";
  private static final String TEXT =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future,"
          + " sunscreen would be it.";
  private static final String TAG = "1ae10b594f09e26a7e902ecbd0600691";

  private KnownAnswer() {}

  static boolean isGivenBy(AeadSource source) {
    ByteBuf text = Unpooled.copiedBuffer(TEXT, StandardCharsets.US_ASCII);
    ByteBuf sealed = Unpooled.buffer(text.readableBytes() + Aead.TAG_BYTES);
    source.withKey(bytes(KEY)).seal(bytes(NONCE), bytes(ADDITIONAL), text, sealed);
    int tagAt = sealed.writerIndex() - Aead.TAG_BYTES;
    return ByteBufUtil.hexDump(sealed, tagAt, Aead.TAG_BYTES).equals(TAG);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
