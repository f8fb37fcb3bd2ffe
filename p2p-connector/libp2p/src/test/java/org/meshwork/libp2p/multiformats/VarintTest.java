package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class VarintTest {
  /** Source: multiformats/unsigned-varint, README, "Spec"; the last is the largest allowed. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8001",
    "255, ff01",
    "300, ac02",
    "16384, 808001",
    "9223372036854775807, ffffffffffffffff7f"
  })
  void writesAndReads(long value, String hex) {
    assertThat(Varint.encode(value).toHex()).isEqualTo(hex);
    assertThat(Varint.decode(Bytes.ofHex(hex))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "80, TRUNCATED",
    "8100, NOT_CANONICAL",
    "808000, NOT_CANONICAL",
    "80808080808080808001, TOO_LARGE",
    "ffffffffffffffffff01, TOO_LARGE",
    "0101, MALFORMED"
  })
  void refuses(String hex, Reason reason) {
    assertRefused(reason, () -> Varint.decode(Bytes.ofHex(hex)));
  }

  @Test
  void hasNoSign() {
    assertThatIllegalArgumentException().isThrownBy(() -> Varint.encode(-1));
  }
}
