package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Optional<Duration> TEN_SECONDS = Optional.of(Duration.ofSeconds(10));

  @Test
  void judgesTheTimeLeftByThePartsThatThisRunHasFinished() {
    // 40 of 100 were finished before; 18 done and 2 failed in 10 s leave 40 for 20 s.
    Progress progress = Progress.of(100, 56, 4, 900, TEN_SECONDS, 40);

    assertThat(progress.left()).contains(Duration.ofSeconds(20));
  }

  @Test
  void doesNotGuessBeforeTheFirstPart() {
    assertThat(Progress.of(100, 40, 0, 0, TEN_SECONDS, 40).left()).isEmpty();
  }

  @Test
  void hasNoTimeLeftWhenNothingRuns() {
    assertThat(Progress.of(100, 56, 4, 900, Optional.empty(), 40).left()).isEmpty();
  }
}
