package org.meshwork.libp2p.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class X25519KeyTest {
  /** RFC 7748 section 6.1. */
  @Test
  void agreesAsTheSpecificationDoes() {
    X25519Key alice =
        X25519Key.of(
            Bytes.ofHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    X25519Key bob =
        X25519Key.of(
            Bytes.ofHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    assertThat(alice.publicKey().toHex())
        .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(alice.agree(bob.publicKey()).toHex())
        .isEqualTo("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assertThat(bob.agree(alice.publicKey())).isEqualTo(alice.agree(bob.publicKey()));
  }

  @RepeatedTest(20)
  void agreesAsTheJdkDoes(RepetitionInfo repetition) throws GeneralSecurityException {
    FixedRandom random = new FixedRandom(repetition.getCurrentRepetition());
    byte[] secret = new byte[X25519Key.BYTES];
    random.nextBytes(secret);
    X25519Key own = X25519Key.of(Bytes.of(secret));
    X25519Key other = X25519Key.generate(random);
    KeyFactory keys = KeyFactory.getInstance("X25519");
    PrivateKey jdkOwn =
        keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(jdkOwn);
    agreement.doPhase(jdkKey(keys, other.publicKey()), true);
    assertThat(own.agree(other.publicKey())).isEqualTo(Bytes.of(agreement.generateSecret()));
    assertThat(other.agree(own.publicKey())).isEqualTo(own.agree(other.publicKey()));
  }

  private static PublicKey jdkKey(KeyFactory keys, Bytes point) throws GeneralSecurityException {
    byte[] reversed = new byte[point.size()];
    for (int index = 0; index < reversed.length; index++) {
      reversed[index] = (byte) point.at(reversed.length - 1 - index);
    }
    return keys.generatePublic(
        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed)));
  }

  /** The points of small order, and one written with p added (RFC 7748 section 7). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void refusesKeysThatMakeSecretsZero(String point) {
    X25519Key own = X25519Key.generate(new FixedRandom(1));
    assertRefused(Reason.MALFORMED, () -> own.agree(Bytes.ofHex(point)));
  }

  @Test
  void refusesKeysOfAnotherLength() {
    X25519Key own = X25519Key.generate(new FixedRandom(1));
    assertRefused(Reason.MALFORMED, () -> own.agree(own.publicKey().slice(1, 32)));
    assertRefused(Reason.MALFORMED, () -> own.agree(own.publicKey().concat(Bytes.of((byte) 0))));
  }
}
