package org.meshwork.libp2p.security.pnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.crypto.XSalsa20;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class PreSharedKeyTest {
  private static final String CODEC = "/key/swarm/psk/1.0.0/\n";
  private static final Bytes SECRET = Bytes.ofHex("000102030405060708090a0b0c0d0e0f".repeat(2));
  private static final Bytes NONCE = Bytes.of(new byte[XSalsa20.NONCE_BYTES]);

  private static PreSharedKey decode(String text) {
    return PreSharedKey.decode(Bytes.utf8(text));
  }

  private static void assertIsSecret(PreSharedKey key) {
    byte[] stream = new byte[16];
    key.stream(NONCE).apply(stream, 0, stream.length);
    byte[] expected = new byte[16];
    new XSalsa20(SECRET, NONCE).apply(expected, 0, expected.length);
    assertThat(stream).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void readsText(String end) {
    assertIsSecret(decode(CODEC + "/base16/\n" + SECRET.toHex() + end));
    assertIsSecret(
        decode(CODEC + "/base64/\n" + Base64.getEncoder().encodeToString(SECRET.toArray()) + end));
  }

  @Test
  void readsLinesOfWindows() {
    assertIsSecret(decode("/key/swarm/psk/1.0.0/\r\n/base16/\r\n" + SECRET.toHex() + "\r\n"));
  }

  @Test
  void readsBytes() {
    assertIsSecret(PreSharedKey.decode(Bytes.utf8(CODEC + "/bin/\n").concat(SECRET)));
    Bytes newlines = Bytes.ofHex("0a".repeat(32));
    PreSharedKey.decode(Bytes.utf8(CODEC + "/bin/\n").concat(newlines));
  }

  @Test
  void refusesOtherFiles() {
    assertRefused(Reason.TRUNCATED, () -> decode(""));
    assertRefused(Reason.TRUNCATED, () -> decode(CODEC));
    assertRefused(Reason.TRUNCATED, () -> decode(CODEC + "/base16/"));
    assertRefused(Reason.MALFORMED, () -> decode("/key/swarm/psk/2.0.0/\n/bin/\n"));
    assertRefused(Reason.UNSUPPORTED, () -> decode(CODEC + "/base32/\naaaa"));
    assertRefused(Reason.MALFORMED, () -> decode(CODEC + "/base16/\n" + "00".repeat(31)));
    assertRefused(Reason.MALFORMED, () -> decode(CODEC + "/base16/\n" + "00".repeat(33)));
    assertRefused(Reason.MALFORMED, () -> decode(CODEC + "/base16/\n" + "0g".repeat(32)));
    assertRefused(Reason.TOO_LARGE, () -> decode(CODEC + "/bin/\n" + "x".repeat(512)));
  }

  @Test
  void showsNothing() {
    assertThat(new PreSharedKey(SECRET)).hasToString("pre-shared key");
  }
}
