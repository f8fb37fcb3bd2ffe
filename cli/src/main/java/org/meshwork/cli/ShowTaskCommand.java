package org.meshwork.cli;

import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.TaskView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one task.")
final class ShowTaskCommand extends RemoteCommand {
  @Parameters(paramLabel = "TASK", description = "The task's id.")
  private String id;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer task = api.task(id);
    output.result(task, text(task.as(TaskView.class)));
    return ExitCode.OK;
  }

  private static String text(TaskView task) {
    StringBuilder text = new StringBuilder(TaskText.ending(task));
    text.append("\n  skill      ").append(PlainText.of(task.skill()));
    task.input()
        .ifPresent(
            input ->
                text.append("\n  input      ").append(PlainText.shorten(input.toString(), 300)));
    task.submittedBy()
        .ifPresent(who -> text.append("\n  submitted  by ").append(PlainText.of(who)));
    task.submittedAt()
        .ifPresent(at -> text.append("\n  submitted  ").append(TaskText.time(task.submittedAt())));
    task.startedAt()
        .ifPresent(at -> text.append("\n  started    ").append(TaskText.time(task.startedAt())));
    task.finishedAt()
        .ifPresent(at -> text.append("\n  finished   ").append(TaskText.time(task.finishedAt())));
    return text.toString();
  }
}
