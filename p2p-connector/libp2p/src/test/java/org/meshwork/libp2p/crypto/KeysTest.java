package org.meshwork.libp2p.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.Vectors.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class KeysTest {
  private static final Bytes MESSAGE = Bytes.utf8("meshwork");

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RSA")
  void takesAllOfANewKeyFromTheGivenRandomness(KeyType type) {
    PrivateKey key = PrivateKey.generate(type, new FixedRandom(1));
    assertThat(key.encode()).isEqualTo(PrivateKey.generate(type, new FixedRandom(1)).encode());
    assertThat(key.encode()).isNotEqualTo(PrivateKey.generate(type, new FixedRandom(2)).encode());
    assertThat(key.publicKey().verify(MESSAGE, key.sign(MESSAGE))).isTrue();
    assertThat(PrivateKey.decode(key.encode()).publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void makesRsaKeysOfTheLengthAskedFor() {
    PrivateKey key = PrivateKey.generate(KeyType.RSA, new SecureRandom());
    assertThat(PublicKey.decode(key.publicKey().encode())).isEqualTo(key.publicKey());
    assertThat(PrivateKey.decode(key.encode()).publicKey()).isEqualTo(key.publicKey());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivateKey.generateRsa(1_024, new SecureRandom()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivateKey.generateRsa(16_384, new SecureRandom()));
  }

  @ParameterizedTest
  @CsvSource({"secp256r1", "secp384r1", "secp521r1"})
  void agreesWithTheJdkOnEcdsa(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    agreesWithTheJdk(generator.generateKeyPair(), "SHA256withECDSA");
  }

  @Test
  void agreesWithTheJdkOnEd25519() throws GeneralSecurityException {
    agreesWithTheJdk(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
  }

  private static void agreesWithTheJdk(KeyPair theirs, String algorithm)
      throws GeneralSecurityException {
    PrivateKey ours = PrivateKey.ofPem(pem("PRIVATE KEY", theirs.getPrivate().getEncoded()));
    assertThat(PublicKey.ofPem(pem("PUBLIC KEY", theirs.getPublic().getEncoded())))
        .isEqualTo(ours.publicKey());
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(theirs.getPublic());
    signature.update(MESSAGE.toArray());
    assertThat(signature.verify(ours.sign(MESSAGE).toArray())).isTrue();
    signature.initSign(theirs.getPrivate());
    signature.update(MESSAGE.toArray());
    assertThat(ours.publicKey().verify(MESSAGE, Bytes.of(signature.sign()))).isTrue();
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\r\n" + body + "\r\n-----END " + label + "-----\r\n";
  }

  /**
   * Made with OpenSSL 3: {@code ecparam -genkey -noout | pkcs8 -topk8 -nocrypt}, {@code ec
   * -pubout}.
   */
  @Test
  void readsSecp256k1KeysOfOpenssl() {
    PrivateKey key =
        PrivateKey.ofPem(
            """
            -----BEGIN PRIVATE KEY-----
            MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgorQP2zW9XLqSn+frCWyg
            GjTNH5U9ZmCbeAIqfBp4ANehRANCAASkkX78loBHRR88zuwb/TFJ7bszJuPd5H3i
            cTf86D4eFFvHkjpv5a+m8ew8hgYNR3ytSPaKGmpktIErEYJkPGQb
            -----END PRIVATE KEY-----
            """);
    PublicKey expected =
        PublicKey.ofPem(
            """
            -----BEGIN PUBLIC KEY-----
            MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEpJF+/JaAR0UfPM7sG/0xSe27Mybj3eR9
            4nE3/Og+HhRbx5I6b+WvpvHsPIYGDUd8rUj2ihpqZLSBKxGCZDxkGw==
            -----END PUBLIC KEY-----
            """);
    assertThat(key.type()).isEqualTo(KeyType.SECP256K1);
    assertThat(key.publicKey()).isEqualTo(expected);
  }

  /** Source: RFC 8410 section 10.3, a key of version 1 and one with attributes and a public key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC",
        "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC"
            + "oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB"
            + "Z9w7lshQhqowtrbLDFw4rXAxZuE="
      })
  void readsTheKeysOfRfc8410(String body) {
    PrivateKey key =
        PrivateKey.ofPem("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----");
    assertThat(key.publicKey().data().toHex())
        .isEqualTo("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  }

  @Test
  void readsOldEd25519KeysAndWritesNewOnes() {
    Bytes seed = Bytes.of(new byte[32]);
    Bytes point = new Ed25519PrivateKey(seed).publicKey().data();
    Bytes old = new KeyMessage(KeyType.ED25519, seed.concat(point).concat(point)).encode();
    assertThat(PrivateKey.decode(old).data()).isEqualTo(seed.concat(point));
    Bytes broken = new KeyMessage(KeyType.ED25519, seed.concat(point).concat(seed)).encode();
    assertRefused(Reason.MALFORMED, () -> PrivateKey.decode(broken));
  }

  @Test
  void refusesPrivateKeysBesideAnothersPublicKey() {
    Bytes mixed =
        PrivateKey.generate(KeyType.ED25519, new FixedRandom(1))
            .data()
            .slice(0, 32)
            .concat(PrivateKey.generate(KeyType.ED25519, new FixedRandom(2)).publicKey().data());
    Bytes message = new KeyMessage(KeyType.ED25519, mixed).encode();
    assertRefused(Reason.MALFORMED, () -> PrivateKey.decode(message));

    String ecdsa = key("ecdsa.private").toHex();
    String other = ecdsa.substring(0, 40) + "ff" + ecdsa.substring(42);
    assertRefused(Reason.MALFORMED, () -> PrivateKey.decode(Bytes.ofHex(other)));

    byte[] rsa = key("rsa.private").toArray();
    rsa[rsa.length - 1] ^= 2;
    assertRefused(Reason.MALFORMED, () -> PrivateKey.decode(Bytes.of(rsa)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "0801, TRUNCATED",
    "08011200, MALFORMED",
    "12000801, NOT_CANONICAL",
    "08041200, UNKNOWN_CODE",
    "088100120100, NOT_CANONICAL",
    "080112010018ff01, NOT_CANONICAL",
    "08021221000000000000000000000000000000000000000000000000000000000000000000, MALFORMED",
    "08021201 00, MALFORMED",
    "0803120100, MALFORMED"
  })
  void refusesPublicKeys(String hex, Reason reason) {
    assertRefused(reason, () -> PublicKey.decode(Bytes.ofHex(hex.replace(" ", ""))));
  }

  @Test
  void refusesPublicKeysInASecondEncoding() {
    EcPublicKey key = new EcPrivateKey(Curve.SECP256K1, BigInteger.TEN).publicKey();
    Bytes uncompressed = new KeyMessage(KeyType.SECP256K1, key.uncompressed()).encode();
    assertRefused(Reason.NOT_CANONICAL, () -> PublicKey.decode(uncompressed));

    Bytes asEcdsa = new KeyMessage(KeyType.ECDSA, key.subjectPublicKeyInfo()).encode();
    assertRefused(Reason.MALFORMED, () -> PublicKey.decode(asEcdsa));
  }

  @Test
  void refusesPointsOffTheirCurve() {
    byte[] off = key("ecdsa.public").toArray();
    off[off.length - 1] ^= 1;
    assertRefused(Reason.MALFORMED, () -> PublicKey.decode(Bytes.of(off)));
    Bytes two = Bytes.of(new byte[31]).concat(Bytes.ofHex("ff"));
    assertRefused(Reason.MALFORMED, () -> new Ed25519PublicKey(two));
  }

  @Test
  void refusesRsaKeysOutsideTheBounds() {
    BigInteger e = BigInteger.valueOf(65_537);
    BigInteger small = BigInteger.ONE.shiftLeft(2_046).setBit(0);
    assertRefused(Reason.UNSUPPORTED, () -> new RsaPublicKey(small, e));
    BigInteger large = BigInteger.ONE.shiftLeft(8_192).setBit(0);
    assertRefused(Reason.UNSUPPORTED, () -> new RsaPublicKey(large, e));
    BigInteger fit = BigInteger.ONE.shiftLeft(2_047).setBit(0);
    assertRefused(Reason.MALFORMED, () -> new RsaPublicKey(fit, BigInteger.ONE));
    assertRefused(Reason.MALFORMED, () -> new RsaPublicKey(fit, BigInteger.TWO));
    assertRefused(Reason.MALFORMED, () -> new RsaPublicKey(fit, BigInteger.TWO.pow(64).add(e)));
  }

  @Test
  void refusesKeysOverTheBound() {
    Bytes huge = Bytes.of(new byte[PrivateKey.MAX_BYTES + 1]);
    assertRefused(Reason.TOO_LARGE, () -> PrivateKey.decode(huge));
    assertRefused(Reason.TOO_LARGE, () -> PublicKey.decode(huge));
    assertRefused(Reason.TOO_LARGE, () -> PrivateKey.ofPem("-".repeat(20_000)));
  }

  /** BIP 62: of the two valid signatures only the low one, or anyone could make the other. */
  @Test
  void refusesHighSignaturesOfSecp256k1() {
    BigInteger order = Curve.SECP256K1.domain().getN();
    EcPrivateKey key = new EcPrivateKey(Curve.SECP256K1, BigInteger.TEN);
    EcSignature low = EcSignature.decode(key.sign(MESSAGE));
    EcSignature high = new EcSignature(low.r(), order.subtract(low.s()));
    assertThat(key.publicKey().verify(MESSAGE, low.encode())).isTrue();
    assertThat(key.publicKey().verify(MESSAGE, high.encode())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsNoOtherBytesAsASignature(KeyType type) {
    PrivateKey key = PrivateKey.decode(key(type.name().toLowerCase(Locale.ROOT) + ".private"));
    Bytes signature = key.sign(MESSAGE);
    PublicKey publicKey = key.publicKey();
    assertThat(publicKey.verify(MESSAGE, Bytes.EMPTY)).isFalse();
    assertThat(publicKey.verify(MESSAGE, signature.concat(Bytes.of((byte) 0)))).isFalse();
    assertThat(publicKey.verify(MESSAGE, signature.slice(0, signature.size() - 1))).isFalse();
    assertThat(publicKey.verify(MESSAGE, Bytes.of(new byte[signature.size()]))).isFalse();
    assertThat(publicKey.verify(MESSAGE, Bytes.ofHex("3006020100020100"))).isFalse();
  }

  @Test
  void saysHowToConvertOtherKeyFiles() {
    assertThatThrownBy(() -> PrivateKey.ofPem("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==\n"))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertRefused(Reason.UNSUPPORTED, () -> PrivateKey.ofPem("ssh-ed25519 AAAA"));
    assertRefused(Reason.TRUNCATED, () -> PrivateKey.ofPem("-----BEGIN PRIVATE KEY-----\nAA=="));
    assertRefused(
        Reason.MALFORMED,
        () -> PrivateKey.ofPem("-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----"));
  }

  @Test
  void neverShowsAPrivateKey() {
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, new FixedRandom(1));
    String seed = key.data().slice(0, 32).toHex();
    assertThat(key.toString()).doesNotContain(seed).contains(key.publicKey().toString());
    assertThat(new KeyMessage(KeyType.ED25519, key.data()).toString()).doesNotContain(seed);
  }
}
