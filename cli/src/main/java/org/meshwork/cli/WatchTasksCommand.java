package org.meshwork.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.ProgressView;
import org.meshwork.cli.client.TaskView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Follows tasks to their ends and lists the documents that failed.",
      "Ctrl-C detaches: the node goes on."
    })
final class WatchTasksCommand extends RemoteCommand {
  @Parameters(arity = "1..*", paramLabel = "TASK", description = "The tasks' ids.")
  private List<String> ids;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    List<Answer> ended = untilEnd(api, output);
    List<TaskView> tasks = ended.stream().map(task -> task.as(TaskView.class)).toList();
    List<DocumentFailure> failures = new ArrayList<>();
    for (TaskView task : tasks) {
      if (failed(task) > 0) {
        failures.addAll(Ingestion.failuresOf(api, task.id()));
      }
    }
    output.result(
        Map.of(
            "tasks", ended.stream().map(Answer::json).toList(),
            "failures", failures.stream().map(DocumentFailure::shown).toList()),
        String.join("\n", tasks.stream().map(TaskText::ending).toList())
            + DocumentFailure.list(failures));
    boolean well = tasks.stream().allMatch(task -> task.isCompleted() && failed(task) == 0);
    return well ? ExitCode.OK : ExitCode.TASK_FAILED;
  }

  private List<Answer> untilEnd(MeshworkApi api, Output output) {
    try (Detachment detachment = new Detachment(surroundings().err());
        ProgressDisplay display =
            ProgressDisplay.of(surroundings(), "Watching", ProgressDisplay.Unit.DOCUMENTS)) {
      ids.forEach(id -> api.task(id));
      ids.forEach(detachment::add);
      List<Answer> ended = new Following(api, output, display, 0).untilEnd(ids);
      detachment.settle();
      return ended;
    }
  }

  private static long failed(TaskView task) {
    return task.progress().map(ProgressView::failed).orElse(0L);
  }
}
