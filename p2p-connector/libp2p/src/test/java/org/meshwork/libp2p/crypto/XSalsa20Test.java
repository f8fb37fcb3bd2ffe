package org.meshwork.libp2p.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;

class XSalsa20Test {
  private static final Bytes KEY =
      Bytes.ofHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
  private static final Bytes NONCE =
      Bytes.ofHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");

  /** Source: NaCl, tests/stream3 and tests/stream ("Cryptography in NaCl", section 10). */
  @Test
  void agreesWithNaCl() throws Exception {
    byte[] start = new byte[32];
    new XSalsa20(KEY, NONCE).apply(start, 0, start.length);
    assertThat(HexFormat.of().formatHex(start))
        .isEqualTo("eea6a7251c1e72916d11c2cb214d3c252539121d8e234e652d651fa4c8cff880");
    byte[] stream = new byte[4_194_304];
    new XSalsa20(KEY, NONCE).apply(stream, 0, stream.length);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stream)))
        .isEqualTo("662b9d0e3463029156069b12f918691a98f7dfb2ca0393c96bbfc6b1fbd630a2");
  }

  @Test
  void goesOnWhereItStopped() {
    byte[] whole = new byte[1_000];
    new XSalsa20(KEY, NONCE).apply(whole, 0, whole.length);
    byte[] pieces = new byte[1_000];
    XSalsa20 stream = new XSalsa20(KEY, NONCE);
    int offset = 0;
    for (int length = 1; offset < pieces.length; length += 3) {
      int next = Math.min(length, pieces.length - offset);
      stream.apply(pieces, offset, next);
      offset += next;
    }
    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void refusesOtherLengths() {
    assertThatIllegalArgumentException().isThrownBy(() -> new XSalsa20(NONCE, NONCE));
    assertThatIllegalArgumentException().isThrownBy(() -> new XSalsa20(KEY, KEY));
  }
}
