package org.meshwork.web.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.tasks.Task;
import org.meshwork.tasks.TaskFilter;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskState;
import org.meshwork.tasks.TaskUnknown;
import org.meshwork.tasks.Tasks;
import org.meshwork.web.http.Caller;
import org.meshwork.web.problem.RequestRefused;

/** The tasks that the caller may see: operators all, others their own. */
@ApplicationScoped
public class OwnTasks {
  @Inject private Tasks tasks;
  @Inject private Caller caller;

  /** Somebody else's task looks as if it were not there. */
  public Task require(String id) {
    Task task = tasks.require(TaskId.parse(id));
    if (caller.confinedTo().map(task.submittedBy()::equals).orElse(true)) {
      return task;
    }
    throw new RequestRefused(
        TaskUnknown.TYPE, "There is no task %s.".formatted(id), Map.of("task", id));
  }

  Page<Task> list(Optional<String> state, Optional<String> skill, PageRequest request) {
    TaskFilter filter = new TaskFilter(state.map(TaskState::parse), skill, caller.confinedTo());
    return tasks.list(filter, request);
  }
}
