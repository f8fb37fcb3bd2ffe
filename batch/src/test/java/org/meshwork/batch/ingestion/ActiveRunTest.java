package org.meshwork.batch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.runtime.BatchStatus;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

class ActiveRunTest {
  private final ActiveRun run =
      new ActiveRun(new TaskRun(new TaskId(UUID.randomUUID()), 1), null, false);

  @ParameterizedTest
  @EnumSource(
      value = BatchStatus.class,
      names = {"STOPPED", "FAILED", "COMPLETED", "ABANDONED"})
  void isLostWhenItsJobHasEndedAtTwoLooks(BatchStatus ended) {
    assertThat(run.isLost(ended)).as("it may be about to tell").isFalse();
    assertThat(run.isLost(ended)).isTrue();
  }

  @Test
  void isLostWhenItsJobNeverBeganThoughItSaysSo() {
    assertThat(run.isLost(BatchStatus.STARTED)).isFalse();
    assertThat(run.isLost(BatchStatus.STARTED)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchStatus.class,
      names = {"STARTING", "STARTED", "STOPPING"})
  void isNotLostWhileItsJobGoesOn(BatchStatus goingOn) {
    run.jobBegan();

    assertThat(run.isLost(goingOn)).isFalse();
    assertThat(run.isLost(goingOn)).isFalse();
  }

  @Test
  void isNotLostWhenTheJobWasSeenAtWorkInBetween() {
    run.isLost(BatchStatus.STARTED);
    run.jobBegan();
    run.isLost(BatchStatus.STARTED);

    assertThat(run.isLost(BatchStatus.STOPPED)).isFalse();
  }
}
