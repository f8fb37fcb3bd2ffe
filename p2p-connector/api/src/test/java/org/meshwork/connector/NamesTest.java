package org.meshwork.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.connector.MeshFailed.Reason;

class NamesTest {
  @Test
  void skillsHaveAVersion() {
    SkillName skill = SkillName.parse("text.chunk/12");
    assertThat(skill).isEqualTo(new SkillName("text.chunk", 12)).hasToString("text.chunk/12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "/1",
        "text/",
        "text/0",
        "text/01",
        "text/10000",
        "Text/1",
        "1text/1",
        "a b/1",
        "text/1/2",
        "text/1 ",
        "te\u0000xt/1"
      })
  void othersAreNoSkills(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SkillName.parse(text));
  }

  @Test
  void skillsAreNotLong() {
    SkillName.parse("a".repeat(64) + "/1");
    assertThatIllegalArgumentException().isThrownBy(() -> SkillName.parse("a".repeat(65) + "/1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SkillName.parse("x".repeat(1 << 20)))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void peersHaveALetterOrDigitAndNoMoreThan128() {
    assertThat(new PeerName("12D3Koo")).hasToString("12D3Koo");
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerName(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerName("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new PeerName("a".repeat(129)));
  }

  @Test
  void contentsAreNamedByTheirHash() {
    // FIPS 180-2, appendix B.1.
    assertThat(ContentName.of("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentName("ba7816bf"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentName("G".repeat(64)));
  }

  @Test
  void failuresSayWhetherToTryAgain() {
    assertThat(new MeshFailed(Reason.BUSY, "busy").mayHelpToRetry()).isTrue();
    assertThat(new MeshFailed(Reason.REFUSED, "no").mayHelpToRetry()).isFalse();
  }
}
