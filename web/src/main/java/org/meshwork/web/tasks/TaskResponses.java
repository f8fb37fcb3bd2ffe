package org.meshwork.web.tasks;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.meshwork.tasks.Task;
import org.meshwork.web.http.RestApplication;

/** Answers that say: it will be done, and here is where to look. */
public final class TaskResponses {
  private TaskResponses() {}

  public static Response accepted(Task task) {
    return Response.accepted(TaskBody.of(task))
        .location(
            UriBuilder.fromPath(RestApplication.ROOT)
                .path("tasks")
                .path(task.id().toString())
                .build())
        .build();
  }
}
