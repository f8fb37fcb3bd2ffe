package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Where tasks come in. */
@ApplicationScoped
public class TaskSubmissions {
  /**
   * Keeps a task. When this returns, the task survives any crash.
   *
   * <p>Raises {@link SkillUnknown}, what the skill says about the input, {@link
   * IdempotencyKeyReused} or {@link TooManyTasks}.
   */
  public Task submit(NewTask task) {
    throw new UnsupportedOperationException();
  }

  /**
   * For features that keep rows of their own beside the task's: the same without the skill's
   * validation, in one transaction with what {@code rows} does. A task that was there already, by
   * its idempotency key, gets no rows.
   */
  public Task submit(NewTask task, Consumer<TaskId> rows) {
    throw new UnsupportedOperationException();
  }
}
