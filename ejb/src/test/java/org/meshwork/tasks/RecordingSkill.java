package org.meshwork.tasks;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.foundation.JsonText;

/** The skill of the tasks in {@link TaskTable}, which remembers what it was asked. */
final class RecordingSkill implements Skill {
  final List<TaskRun> run = new ArrayList<>();
  final List<TaskRun> stopped = new ArrayList<>();
  Consumer<TaskRun> planning = attempt -> {};

  @Override
  public String name() {
    return "text.count";
  }

  @Override
  public void validate(JsonObject input) {}

  @Override
  public void plan(TaskRun attempt, JsonObject input) {
    planning.accept(attempt);
  }

  @Override
  public CompletionStage<TaskOutcome> run(TaskRun attempt, JsonObject input) {
    run.add(attempt);
    return CompletableFuture.completedFuture(new TaskOutcome.Completed(JsonText.object().build()));
  }

  @Override
  public void stop(TaskRun attempt) {
    stopped.add(attempt);
  }
}
