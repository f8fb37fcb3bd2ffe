package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class CidTest {
  private static final String V0 = "QmYtUc4iTCbbfVSDNKvtQqrfyezPPnFvE33wFmutw9PBBk";

  /** Source: multiformats/cid, README, "Human-Readable Form". */
  @Test
  void readsTheSpecificationsExample() {
    Cid cid = Cid.parse("zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA");
    assertThat(cid.version()).isEqualTo(1);
    assertThat(Multicodec.of(cid.codec())).hasValue(Multicodec.RAW);
    assertThat(cid.hash().toString())
        .isEqualTo("sha2-256:6e6ff7950a36187a801613426e858dce686cd7d7e3c0fc42ee0330072d245c95");
    assertThat(cid.toString(Multibase.BASE58_BTC))
        .isEqualTo("zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA");
  }

  @Test
  void readsVersionZero() {
    Cid cid = Cid.parse(V0);
    assertThat(cid).isEqualTo(Cid.v0(HashFunction.SHA2_256.hash(Bytes.utf8("multihash"))));
    assertThat(cid).hasToString(V0);
    assertThat(Cid.decode(cid.encode())).isEqualTo(cid);
    assertThatIllegalStateException().isThrownBy(() -> cid.toString(Multibase.BASE32));
  }

  /** Source: multiformats/cid, README, "Decoding Algorithm", step 1. */
  @Test
  void refusesVersionZeroInABase() {
    String text = Multibase.BASE58_BTC.encode(Cid.parse(V0).encode());
    assertRefused(Reason.MALFORMED, () -> Cid.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "02550000, UNKNOWN_CODE",
    "0155, TRUNCATED",
    "01550001, TRUNCATED",
    "0155000000, MALFORMED",
    "0181000000, NOT_CANONICAL"
  })
  void refuses(String hex, Reason reason) {
    assertRefused(reason, () -> Cid.decode(Bytes.ofHex(hex)));
  }

  @Test
  void refusesVersionZeroOfAnythingElse() {
    assertRefused(Reason.MALFORMED, () -> Cid.v0(HashFunction.IDENTITY.hash(Bytes.EMPTY)));
  }
}
