package org.meshwork.web.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "a.txt, a.txt",
    "people/pay.md, people/pay.md",
    "people\\pay.md, people/pay.md",
    "./people//pay.md, people/pay.md",
    "..hidden/...txt, ..hidden/...txt",
    "a b%2e%2e.txt, a b%2e%2e.txt"
  })
  void normalisesRelativePaths(String given, String name) {
    assertThat(FileName.of(given).value()).isEqualTo(name);
  }

  @Test
  void writesTheSameLettersTheSameWay() {
    assertThat(FileName.of("caf\u0065\u0301.txt").value()).isEqualTo("caf\u00e9.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "a/../../b",
        "a\\..\\b",
        "/etc/passwd",
        "\\\\server\\share",
        "C:\\boot.ini",
        "c:x",
        "..",
        ".",
        "./",
        " ",
        "a\u0000b",
        "a\nb"
      })
  void refusesWhatLeadsElsewhereOrIsNoName(String given) {
    assertThatThrownBy(() -> FileName.of(given)).isInstanceOf(InputRejected.class);
  }

  @Test
  void refusesMoreThanAThousandAndTwentyFourCharacters() {
    assertThat(FileName.of("x".repeat(1_024)).value()).hasSize(1_024);
    assertThatThrownBy(() -> FileName.of("x".repeat(1_025))).isInstanceOf(InputRejected.class);
  }

  @Test
  void refusesAMissingName() {
    assertThatThrownBy(() -> FileName.of(null)).isInstanceOf(InputRejected.class);
  }
}
