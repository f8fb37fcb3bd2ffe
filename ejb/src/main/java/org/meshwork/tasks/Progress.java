package org.meshwork.tasks;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a task is.
 *
 * @param total parts it has; 0 until they have been counted
 * @param done parts that are finished, failed ones not included
 * @param failed parts that could not be done
 * @param chunks passages written
 * @param left until the end at the present pace; empty while there is nothing to judge by
 */
public record Progress(int total, int done, int failed, long chunks, Optional<Duration> left) {
  public Progress {
    Objects.requireNonNull(left);
  }

  /** Judges the time left by the parts that this run has finished. */
  static Progress of(
      int total, int done, int failed, long chunks, Optional<Duration> running, int doneBefore) {
    int finishedNow = done + failed - doneBefore;
    Optional<Duration> left =
        finishedNow <= 0
            ? Optional.empty()
            : running.map(time -> time.multipliedBy(total - done - failed).dividedBy(finishedNow));
    return new Progress(total, done, failed, chunks, left);
  }
}
