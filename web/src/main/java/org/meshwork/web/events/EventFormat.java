package org.meshwork.web.events;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.function.Function;
import org.meshwork.tasks.Task;
import org.meshwork.tasks.TaskEvent;
import org.meshwork.tasks.TaskEvent.Type;
import org.meshwork.tasks.TaskId;
import org.meshwork.web.http.JsonFormat;
import org.meshwork.web.tasks.TaskBody;

/** How clients get to see events. */
final class EventFormat {
  private final Function<TaskId, Task> tasks;
  private final Sse sse;

  EventFormat(Function<TaskId, Task> tasks, Sse sse) {
    this.tasks = tasks;
    this.sse = sse;
  }

  OutboundSseEvent event(TaskEvent event) {
    return switch (event.type()) {
      case STATE, END -> task(event, tasks.apply(event.task()));
      case PROGRESS, ITEM -> named(event.type(), event, event.data().toString());
    };
  }

  /** The task as it is now. One that was restarted meanwhile has not ended. */
  private OutboundSseEvent task(TaskEvent event, Task task) {
    Type type = task.state().isFinal() ? event.type() : Type.STATE;
    return named(type, event, JsonFormat.jsonb().toJson(TaskBody.of(task)));
  }

  private OutboundSseEvent named(Type type, TaskEvent event, String data) {
    return sse.newEventBuilder()
        .id(Long.toString(event.id()))
        .name(type.toString())
        .mediaType(MediaType.TEXT_PLAIN_TYPE)
        .data(String.class, data)
        .build();
  }

  OutboundSseEvent signOfLife() {
    return sse.newEventBuilder().comment("still here").build();
  }
}
