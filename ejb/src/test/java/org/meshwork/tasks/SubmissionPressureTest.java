package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.SetClock;

class SubmissionPressureTest {
  private final SetClock clock = new SetClock();
  private final SubmissionPressure pressure = new SubmissionPressure(clock);

  @Test
  void isLowWhenOneComesAfterTheOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(pressure.during(pressure::isHigh)).isFalse();
    }

    assertThat(pressure.isHigh()).isFalse();
  }

  @Test
  void isHighFromTheSecondAtOnceUntilAPauseLater() {
    assertThat(pressure.during(() -> pressure.during(pressure::isHigh))).isTrue();
    assertThat(pressure.isHigh()).isTrue();

    clock.move(SubmissionPressure.PAUSE);

    assertThat(pressure.isHigh()).isFalse();
  }

  @Test
  void forgetsWhatFailed() {
    assertThatThrownBy(
            () ->
                pressure.during(
                    () -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    assertThat(pressure.during(pressure::isHigh)).isFalse();
  }

  @Test
  void isNotHighForLongAfterTheClockWasSetBack() {
    pressure.during(() -> pressure.during(pressure::isHigh));

    clock.move(Duration.ofHours(-1));

    assertThat(pressure.isHigh()).isFalse();
  }
}
