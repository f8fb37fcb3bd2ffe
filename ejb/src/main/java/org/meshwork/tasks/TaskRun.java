package org.meshwork.tasks;

import java.util.Objects;

/**
 * One attempt at a task: what a run shows to be allowed to write.
 *
 * @param attempt from 1
 */
public record TaskRun(TaskId task, int attempt) {
  public TaskRun {
    Objects.requireNonNull(task);
  }
}
