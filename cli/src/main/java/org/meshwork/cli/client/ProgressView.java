package org.meshwork.cli.client;

import java.util.Optional;

/**
 * How far a task is: documents in all, those that have an outcome, and those of them that failed.
 */
public record ProgressView(
    long total, long done, long failed, long chunks, Optional<Double> secondsLeft) {
  public static final ProgressView NONE = new ProgressView(0, 0, 0, 0, Optional.empty());

  /** Documents that have an outcome. */
  public long settled() {
    return done + failed;
  }

  public ProgressView plus(ProgressView other) {
    return new ProgressView(
        total + other.total,
        done + other.done,
        failed + other.failed,
        chunks + other.chunks,
        Optional.empty());
  }
}
