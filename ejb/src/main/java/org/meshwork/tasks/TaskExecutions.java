package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.NodeId;

/** Which batch execution works on a task. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class TaskExecutions {
  private final Jdbi jdbi;
  private final NodeId node;

  @Inject
  TaskExecutions(Jdbi jdbi, NodeId node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  /** For the container's proxy. */
  TaskExecutions() {
    this(null, null);
  }

  void record(TaskRun run, long execution) {
    int changed =
        jdbi.withHandle(
            handle ->
                handle.execute(
                    "update task set batch_execution = ? where id = ? and state = 'running' and attempts = ? and owner = ?",
                    execution,
                    run.task().value(),
                    run.attempt(),
                    node.value()));
    if (changed == 0) {
      throw new LeaseLost(run);
    }
  }

  OptionalLong last(TaskId task) {
    Optional<Long> execution =
        jdbi.withHandle(
            handle ->
                handle
                    .select("select batch_execution from task where id = ?", task.value())
                    .mapTo(Long.class)
                    .findOne());
    return execution.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }
}
