package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class InputRefusedTest {
  @Test
  void saysWhatIsWrongAndWhatToDo() {
    assertThat(new InputRefused(Reason.TOO_LARGE, "a name of 300 bytes"))
        .hasMessage("a name of 300 bytes; stay below the bound");
  }

  @Test
  void showsForeignTextShortAndSafe() {
    assertThat(InputRefused.excerpt("a\nb\u202ec")).isEqualTo("'a?b?c'");
    assertThat(InputRefused.excerpt("x".repeat(1_000))).hasSizeLessThan(60).endsWith("…'");
  }
}
