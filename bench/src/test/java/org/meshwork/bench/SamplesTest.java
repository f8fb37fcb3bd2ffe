package org.meshwork.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void knowsItsMiddle() {
    assertThat(Samples.of(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(Samples.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void refusesToSumUpNothing() {
    assertThatThrownBy(() -> Samples.of(List.of())).hasMessage("nothing was measured");
  }
}
