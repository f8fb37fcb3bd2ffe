package org.meshwork.libp2p.protocol.kad.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class ValidatorsTest {
  private static final String NAMESPACE = "site";
  private static final PrivateKey AUTHOR = TestHosts.key(1);
  private static final Bytes KEY = SignedValue.keyOf(NAMESPACE, TestHosts.peer(1));
  private static final Validators VALIDATORS =
      Validators.DEFAULT.with(NAMESPACE, new SignedValueValidator(NAMESPACE));

  private static Bytes signed(PrivateKey author, long sequence, String content) {
    return SignedValue.seal(author, NAMESPACE, sequence, Bytes.utf8(content));
  }

  @Test
  void knowsPublicKeys() {
    Bytes key = Validators.key("pk", TestHosts.peer(1).encode());
    VALIDATORS.validate(key, AUTHOR.publicKey().encode());
    assertRefused(
        Reason.FORGED, () -> VALIDATORS.validate(key, TestHosts.key(2).publicKey().encode()));
    assertRefused(Reason.TRUNCATED, () -> VALIDATORS.validate(key, Bytes.EMPTY));
    assertRefused(
        Reason.TRUNCATED,
        () -> VALIDATORS.validate(Bytes.utf8("/pk/"), AUTHOR.publicKey().encode()));
  }

  @Test
  void refusesKeysWithoutRules() {
    assertRefused(
        Reason.UNKNOWN_CODE, () -> VALIDATORS.validate(Bytes.utf8("/other/x"), Bytes.EMPTY));
    for (String key : new String[] {"", "/", "pk", "pk/x", "/pk"}) {
      assertRefused(Reason.MALFORMED, () -> VALIDATORS.validate(Bytes.utf8(key), Bytes.EMPTY));
    }
  }

  @Test
  void takesValuesOfTheirAuthorsOnly() {
    VALIDATORS.validate(KEY, signed(AUTHOR, 1, "mine"));
    assertRefused(
        Reason.FORGED, () -> VALIDATORS.validate(KEY, signed(TestHosts.key(2), 9, "not mine")));
    byte[] forged = signed(AUTHOR, 1, "mine").toArray();
    forged[forged.length - 1] ^= 1;
    assertRefused(Reason.FORGED, () -> VALIDATORS.validate(KEY, Bytes.of(forged)));
    // Signed for another namespace.
    assertRefused(
        Reason.FORGED,
        () -> VALIDATORS.validate(KEY, SignedValue.seal(AUTHOR, "else", 1, Bytes.EMPTY)));
  }

  @Test
  void prefersTheLargerNumber() {
    Bytes one = signed(AUTHOR, 1, "one");
    Bytes two = signed(AUTHOR, 2, "two");
    Bytes unsigned = signed(AUTHOR, -1, "largest");
    assertThat(VALIDATORS.isBetter(KEY, two, one)).isTrue();
    assertThat(VALIDATORS.isBetter(KEY, one, two)).isFalse();
    assertThat(VALIDATORS.isBetter(KEY, one, one)).isFalse();
    assertThat(VALIDATORS.isBetter(KEY, unsigned, two)).isTrue();
    Bytes other = signed(AUTHOR, 2, "too");
    assertThat(VALIDATORS.isBetter(KEY, two, other))
        .isNotEqualTo(VALIDATORS.isBetter(KEY, other, two));
    assertThat(SignedValue.open(NAMESPACE, two).content()).isEqualTo(Bytes.utf8("two"));
  }
}
