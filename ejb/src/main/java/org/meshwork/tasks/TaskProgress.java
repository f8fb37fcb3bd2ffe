package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.NodeId;

/** How skills tell how far they are. */
@ApplicationScoped
public class TaskProgress {
  private static final String COUNT_PARTS =
      """
      update task set total = ?, failed = ?
      where id = ? and owner = ? and lapses = ? and state = 'submitted'\
      """;

  private static final String ADVANCE =
      """
      update task set done = done + :done, failed = failed + :failed, chunks = chunks + :chunks, lapses = 0
      where id = :id and state = 'running' and attempts = :attempt and owner = :node
      returning %s\
      """
          .formatted(TaskRows.COLUMNS);

  private static final String EVENT =
      "insert into task_event (task_id, type, at, data) values (?, ?, now(), ?::jsonb)";

  private final Jdbi jdbi;
  private final NodeId node;
  private final ProgressPace pace;

  @Inject
  TaskProgress(Jdbi jdbi, NodeId node, ProgressPace pace) {
    this.jdbi = jdbi;
    this.node = node;
    this.pace = pace;
  }

  /** For the container's proxy. */
  TaskProgress() {
    this(null, null, null);
  }

  /**
   * While planning: how many parts the task has, and how many of them can't be done. Raises {@link
   * LeaseLost} when this planning is no longer the one that counts.
   */
  @Transactional
  public void counted(TaskRun planning, int total, int failed) {
    int changed =
        jdbi.withHandle(
            handle ->
                handle.execute(
                    COUNT_PARTS,
                    total,
                    failed,
                    planning.task().value(),
                    node.value(),
                    planning.attempt()));
    if (changed == 0) {
      throw new LeaseLost(planning);
    }
  }

  /**
   * Counts a finished part, in the transaction that keeps what the part brought. Raises {@link
   * LeaseLost} when the run is no longer the one that counts; then that transaction has no effect.
   *
   * @param failed whether the part could not be done
   * @param part what watchers are told of it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void finished(TaskRun run, boolean failed, long chunks, JsonObject part) {
    jdbi.useHandle(
        handle -> {
          Progress progress = advance(handle, run, failed, chunks);
          event(handle, run, TaskEvent.Type.ITEM, part);
          if (pace.permits(run.task())) {
            event(handle, run, TaskEvent.Type.PROGRESS, json(progress));
          }
        });
  }

  private Progress advance(Handle handle, TaskRun run, boolean failed, long chunks) {
    return handle
        .createQuery(ADVANCE)
        .bind("done", failed ? 0 : 1)
        .bind("failed", failed ? 1 : 0)
        .bind("chunks", chunks)
        .bind("id", run.task().value())
        .bind("attempt", run.attempt())
        .bind("node", node.value())
        .map((row, context) -> TaskRows.progress(row))
        .findOne()
        .orElseThrow(() -> new LeaseLost(run));
  }

  private static void event(Handle handle, TaskRun run, TaskEvent.Type type, JsonObject data) {
    handle.execute(EVENT, run.task().value(), type.toString(), data.toString());
  }

  static JsonObject json(Progress progress) {
    JsonObjectBuilder json =
        JsonText.object()
            .add("total", progress.total())
            .add("done", progress.done())
            .add("failed", progress.failed())
            .add("chunks", progress.chunks());
    progress.left().ifPresent(left -> json.add("secondsLeft", left.toSeconds()));
    return json.build();
  }
}
