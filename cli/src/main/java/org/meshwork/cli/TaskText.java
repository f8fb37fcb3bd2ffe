package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ProgressView;
import org.meshwork.cli.client.TaskView;

/** Tasks in words. */
final class TaskText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private TaskText() {}

  static String time(Optional<Instant> time) {
    return time.map(TIME::format).orElse("");
  }

  static String table(List<TaskView> tasks) {
    return new Table<TaskView>()
        .left("TASK", TaskView::id)
        .left("SKILL", TaskView::skill)
        .left("STATE", TaskView::state)
        .right("DOCUMENTS", task -> task.progress().map(TaskText::documents).orElse(""))
        .right("FAILED", task -> task.progress().map(p -> Long.toString(p.failed())).orElse(""))
        .right("CHUNKS", task -> task.progress().map(p -> Long.toString(p.chunks())).orElse(""))
        .left("SUBMITTED", task -> time(task.submittedAt()))
        .of(tasks);
  }

  private static String documents(ProgressView progress) {
    return progress.settled() + "/" + progress.total();
  }

  static String ending(JsonNode json) {
    return ending(new Answer(json).as(TaskView.class));
  }

  /** One line: how it stands, and why if it ended badly. */
  static String ending(TaskView task) {
    String progress =
        task.progress()
            .map(
                p ->
                    ": %s documents, %d failed, %d chunks"
                        .formatted(documents(p), p.failed(), p.chunks()))
            .orElse("");
    String state = task.isStopped() ? "stopped" : task.state();
    String id = PlainText.of(task.id());
    String line = "Task %s is %s%s".formatted(id, PlainText.of(state), progress);
    String why = task.problem().map(problem -> "\n  " + PlainText.of(problem.reason())).orElse("");
    return line + why + (task.isStopped() ? "\n  To go on: meshctl tasks restart " + id : "");
  }
}
