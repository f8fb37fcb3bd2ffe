package org.meshwork.libp2p.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Vectors.key;

import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.multiformats.Bytes;

/** The keys of libp2p/specs, peer-ids, "Test vectors", and what js-libp2p signed with them. */
class KeyVectorsTest {
  private static final Properties SIGNATURES = Vectors.load("crypto/js-signatures.properties");
  private static final Bytes MESSAGE = Bytes.utf8("meshwork");

  private static String name(KeyType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void readsAndWritesPublicKeys(KeyType type) {
    PublicKey key = PublicKey.decode(key(name(type) + ".public"));
    assertThat(key.type()).isEqualTo(type);
    assertThat(key.encode()).isEqualTo(key(name(type) + ".public"));
  }

  @ParameterizedTest
  @EnumSource
  void derivesThePublicKeyFromThePrivateOne(KeyType type) {
    PrivateKey key = PrivateKey.decode(key(name(type) + ".private"));
    assertThat(key.publicKey().encode()).isEqualTo(key(name(type) + ".public"));
    assertThat(key.encode()).isEqualTo(key(name(type) + ".private"));
  }

  @ParameterizedTest
  @EnumSource
  void checksWhatItSigns(KeyType type) {
    PrivateKey key = PrivateKey.decode(key(name(type) + ".private"));
    Bytes signature = key.sign(MESSAGE);
    assertThat(key.publicKey().verify(MESSAGE, signature)).isTrue();
    assertThat(key.publicKey().verify(Bytes.utf8("Meshwork"), signature)).isFalse();
  }

  /** All three are deterministic, so that two right implementations make the same bytes. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ECDSA")
  void signsByteForByteAsJavaScriptDoes(KeyType type) {
    PrivateKey key = PrivateKey.decode(key(name(type) + ".private"));
    assertThat(key.sign(MESSAGE).toHex())
        .isEqualTo(SIGNATURES.getProperty(name(type) + ".signature"));
  }

  @ParameterizedTest
  @EnumSource
  void roundTripsThroughPem(KeyType type) {
    PrivateKey key = PrivateKey.decode(key(name(type) + ".private"));
    assertThat(PrivateKey.ofPem(key.toPem()).encode()).isEqualTo(key.encode());
    assertThat(PublicKey.ofPem(key.publicKey().toPem())).isEqualTo(key.publicKey());
  }
}
