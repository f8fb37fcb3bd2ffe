package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.SetClock;

class ProgressPaceTest {
  private static final TaskId TASK = new TaskId(new UUID(0, 1));
  private static final TaskId OTHER = new TaskId(new UUID(0, 2));

  private final SetClock clock = new SetClock();
  private final ProgressPace pace = new ProgressPace(clock);

  @Test
  void permitsOneInEachInterval() {
    assertThat(pace.permits(TASK)).isTrue();
    assertThat(pace.permits(TASK)).isFalse();
    assertThat(pace.permits(OTHER)).isTrue();

    clock.move(ProgressPace.INTERVAL);

    assertThat(pace.permits(TASK)).isTrue();
  }

  @Test
  void goesOnAfterTheClockWasSetBack() {
    assertThat(pace.permits(TASK)).isTrue();

    clock.move(Duration.ofHours(-1));

    assertThat(pace.permits(TASK)).isTrue();
    assertThat(pace.permits(TASK)).isFalse();
  }
}
