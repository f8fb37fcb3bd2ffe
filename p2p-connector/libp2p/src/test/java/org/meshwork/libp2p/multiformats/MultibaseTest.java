package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class MultibaseTest {
  @ParameterizedTest
  @CsvFileSource(resources = "multibase.csv")
  void writesAndReadsAsTheSpecificationDoes(String hex, String name, String text) {
    Multibase base = Multibase.of(text);
    assertThat(base.name().replace("_", "").toLowerCase(Locale.ROOT)).isEqualTo(name);
    assertThat(base.encode(Bytes.ofHex(hex))).isEqualTo(text);
    assertThat(Multibase.decode(text).toHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "multibase-case.csv")
  void readsLettersOfTheOtherCase(String text) {
    assertThat(Multibase.decode(text)).isEqualTo(Bytes.utf8("hello world"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "Qmfoo, UNKNOWN_CODE",
    "9123, UNKNOWN_CODE",
    "f0, TRUNCATED",
    "fxy, MALFORMED",
    "f0ß, MALFORMED",
    "bab, NOT_CANONICAL",
    "ba, TRUNCATED",
    "bme=, MALFORMED",
    "cme, NOT_CANONICAL",
    "cme=======, NOT_CANONICAL",
    "z0, MALFORMED",
    "zl, MALFORMED",
    "mY+==, MALFORMED",
    "mYQ==, MALFORMED",
    "MYQ, NOT_CANONICAL",
    "MYR==, NOT_CANONICAL",
    "u+A, MALFORMED"
  })
  void refuses(String text, Reason reason) {
    assertRefused(reason, () -> Multibase.decode(text));
  }

  @ParameterizedTest
  @EnumSource
  void refusesTextsOverTheBound(Multibase base) {
    String digits = "2".repeat(BitEncoding.MAX_CHARACTERS + 1);
    assertRefused(Reason.TOO_LARGE, () -> base.decodeBare(digits));
  }
}
