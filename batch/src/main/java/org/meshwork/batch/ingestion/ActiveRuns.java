package org.meshwork.batch.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.tasks.TaskRun;

/**
 * The runs that go on in this server; as many as tasks are run at once. By attempt: a run that lost
 * its task may still be at work when the next attempt at it begins here.
 */
@ApplicationScoped
class ActiveRuns {
  private final Map<TaskRun, ActiveRun> byAttempt = new ConcurrentHashMap<>();

  void add(ActiveRun run) {
    byAttempt.put(run.run(), run);
  }

  /** False when somebody else has. */
  boolean remove(ActiveRun run) {
    return byAttempt.remove(run.run(), run);
  }

  Optional<ActiveRun> find(TaskRun run) {
    return Optional.ofNullable(byAttempt.get(run));
  }

  Optional<ActiveRun> executedAs(long execution) {
    return all().stream().filter(run -> run.execution() == execution).findFirst();
  }

  /** For the parts of a job, which run only while their run is here. */
  ActiveRun require(long execution) {
    return executedAs(execution)
        .orElseThrow(
            () -> new IllegalStateException("Batch execution %d has ended".formatted(execution)));
  }

  List<ActiveRun> all() {
    return List.copyOf(byAttempt.values());
  }
}
