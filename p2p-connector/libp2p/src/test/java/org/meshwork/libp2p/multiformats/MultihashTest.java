package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class MultihashTest {
  @ParameterizedTest
  @CsvFileSource(resources = "multihash.csv")
  void knowsTheDigestsOfTheSpecification(String name, int bits, String input, String hex) {
    Multihash hash = Multihash.decode(Bytes.ofHex(hex));
    assertThat(Multicodec.of(hash.code())).map(Multicodec::label).hasValue(name);
    assertThat(hash.digest().size()).isEqualTo(bits / 8);
    assertThat(hash.matches(Bytes.utf8(input))).isTrue();
    assertThat(hash.matches(Bytes.utf8(input + "!"))).isFalse();
    assertThat(hash.encode().toHex()).isEqualTo(hex);
  }

  /** Source: multiformats/multihash, README, "Example". */
  @Test
  void hashes() {
    Multihash hash = HashFunction.SHA2_256.hash(Bytes.utf8("multihash"));
    assertThat(hash.encode().toHex())
        .isEqualTo("12209cbc07c3f991725836a3aa2a581ca2029198aa420b9d99bc0e131d9f3e2cbe47");
    assertThat(Multibase.BASE58_BTC.encodeBare(hash.encode()))
        .isEqualTo("QmYtUc4iTCbbfVSDNKvtQqrfyezPPnFvE33wFmutw9PBBk");
  }

  @Test
  void keepsContentWholeInAnIdentity() {
    Multihash hash = HashFunction.IDENTITY.hash(Bytes.utf8("abc"));
    assertThat(hash.encode().toHex()).isEqualTo("0003616263");
    assertThat(hash.matches(Bytes.utf8("abc"))).isTrue();
    assertThat(hash.matches(Bytes.utf8("abcd"))).isFalse();
  }

  @Test
  void carriesWhatItCannotCompute() {
    Multihash blake2 = Multihash.decode(Bytes.ofHex("a0e40204aabbccdd"));
    assertThat(blake2.encode().toHex()).isEqualTo("a0e40204aabbccdd");
    assertRefused(Reason.UNKNOWN_CODE, () -> blake2.matches(Bytes.EMPTY));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "12, TRUNCATED",
    "1220aa, TRUNCATED",
    "1202aabbcc, MALFORMED",
    "1200, MALFORMED",
    "12ffffffffffffffff7f00, TRUNCATED",
    "928000, NOT_CANONICAL"
  })
  void refuses(String hex, Reason reason) {
    assertRefused(reason, () -> Multihash.decode(Bytes.ofHex(hex)));
  }

  @Test
  void refusesDigestsLongerThanTheirFunctionMakesThem() {
    Bytes long33 = Bytes.of(new byte[33]);
    assertRefused(Reason.TOO_LARGE, () -> new Multihash(0x12, long33));
    Bytes long129 = Bytes.of(new byte[Multihash.MAX_DIGEST_BYTES + 1]);
    assertRefused(Reason.TOO_LARGE, () -> new Multihash(0xb220, long129));
    assertRefused(Reason.TOO_LARGE, () -> HashFunction.IDENTITY.hash(long129));
  }
}
