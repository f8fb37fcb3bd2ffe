package org.meshwork.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Follows one task by its event stream. When the stream ends while the task, by the last that was
 * heard of it, has not, the task itself is asked, then the stream is taken up after the last event
 * seen; so a lost {@code end} event, a proxy that cuts streams and a server that restarts all lead
 * to the same result.
 */
public final class TaskWatch {
  /** Hears what happens; called by the thread that watches. */
  public interface Listener {
    void progress(ProgressView progress);

    void reconnecting(String reason);
  }

  private final MeshworkApi api;
  private final Http http;
  private final String id;
  private String lastEventId = "";
  private int pauses;
  private int unanswered;

  TaskWatch(MeshworkApi api, Http http, String id) {
    this.api = api;
    this.http = http;
    this.id = id;
  }

  /** The task as it ended, or as it was stopped. */
  public Answer untilEnd(Listener listener) {
    try {
      while (true) {
        Optional<Answer> end = follow(listener);
        if (end.isEmpty()) {
          end = ask(listener);
        }
        if (end.isPresent()) {
          return end.get();
        }
        TimeUnit.MILLISECONDS.sleep(http.patience().pause(pauses++).toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("Interrupted while watching task " + id + ".");
    }
  }

  private Optional<Answer> follow(Listener listener) throws InterruptedException {
    ApiPath path = ApiPath.of("tasks", id, "events");
    try (EventConnection connection = new EventConnection(http, path, lastEventId)) {
      for (Optional<ServerEvent> event = connection.next();
          event.isPresent();
          event = connection.next()) {
        Optional<Answer> end = hear(event.get(), listener);
        if (end.isPresent()) {
          return end;
        }
      }
      return Optional.empty();
    } catch (Failure e) {
      if (e.isPassing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Answer> hear(ServerEvent event, Listener listener) {
    pauses = 0;
    if (isRepeated(event)) {
      return Optional.empty();
    }
    if (!event.id().isEmpty()) {
      lastEventId = event.id();
    }
    Answer answer = new Answer(parse(event));
    return switch (event.type()) {
      case "progress" -> {
        listener.progress(answer.as(ProgressView.class));
        yield Optional.empty();
      }
      // A task that was restarted since has gone on after its end.
      case "state", "end" -> ended(answer, listener);
      default -> Optional.empty();
    };
  }

  /** Whether the server has sent this event before, as it may after a reconnect. */
  private boolean isRepeated(ServerEvent event) {
    String digits = "\\d{1,18}";
    return event.id().matches(digits)
        && lastEventId.matches(digits)
        && Long.parseLong(event.id()) <= Long.parseLong(lastEventId);
  }

  private static JsonNode parse(ServerEvent event) {
    try {
      return Json.parse(event.data());
    } catch (JsonProcessingException e) {
      throw Failure.misunderstood(
          "event " + event.id() + " of type " + event.type() + " holds no JSON");
    }
  }

  private Optional<Answer> ask(Listener listener) {
    try {
      Answer task = api.task(id);
      unanswered = 0;
      return ended(task, listener);
    } catch (Failure e) {
      if (!e.isPassing() || ++unanswered >= http.patience().attempts()) {
        throw e;
      }
      listener.reconnecting(e.trouble().reason());
      return Optional.empty();
    }
  }

  private static Optional<Answer> ended(Answer task, Listener listener) {
    TaskView view = task.as(TaskView.class);
    view.progress().ifPresent(listener::progress);
    return view.isEnded() || view.isStopped() ? Optional.of(task) : Optional.empty();
  }
}
