package org.meshwork.tasks;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;

/**
 * Port: something that this node can be asked to do. Every CDI bean of this type is found by
 * itself. Any thread may call; none of the calls has a transaction.
 */
public interface Skill {
  /** Stable, such as {@code document.ingest}. */
  String name();

  /** Raises a typed problem for input that could never be done; looks at nothing that is slow. */
  void validate(JsonObject input);

  /**
   * Finds out what there is to do, before the task waits for its turn. Called again after a crash.
   * A typed problem fails the task; anything else is tried again. {@link LeaseLost} ends a planning
   * whose task another has taken.
   *
   * @param planning an attempt at planning, counted apart from those at running
   */
  void plan(TaskRun planning, JsonObject input);

  /**
   * Does it, or goes on where an earlier attempt was interrupted. May return before it has ended;
   * the stage tells when. A typed problem, raised or in the stage, fails the task, unless it says
   * that trying again may help; that, and anything else, is tried again, up to {@code
   * meshwork.tasks.max-attempts} times without any progress between them.
   */
  CompletionStage<TaskOutcome> run(TaskRun run, JsonObject input);

  /**
   * Asks a run to end soon with {@link TaskOutcome.Stopped}; does nothing if it does not go on
   * here.
   */
  void stop(TaskRun run);
}
