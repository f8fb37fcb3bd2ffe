package org.meshwork.batch.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.tasks.TaskId;

/** The runs that go on in this server; as many as tasks are run at once. */
@ApplicationScoped
class ActiveRuns {
  private final Map<TaskId, ActiveRun> byTask = new ConcurrentHashMap<>();

  void add(ActiveRun run) {
    byTask.put(run.run().task(), run);
  }

  void remove(ActiveRun run) {
    byTask.remove(run.run().task(), run);
  }

  Optional<ActiveRun> find(TaskId task) {
    return Optional.ofNullable(byTask.get(task));
  }

  /** For the parts of a job, which run only while their run is here. */
  ActiveRun require(String task) {
    return find(TaskId.parse(task))
        .orElseThrow(() -> new IllegalStateException("No run of task " + task + " goes on here"));
  }
}
