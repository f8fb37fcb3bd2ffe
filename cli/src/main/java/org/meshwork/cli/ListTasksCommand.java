package org.meshwork.cli;

import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.PageView;
import org.meshwork.cli.client.TaskView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the tasks.")
final class ListTasksCommand extends RemoteCommand {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only submitted, queued, running, completed, failed or cancelled ones.")
  private Optional<String> state = Optional.empty();

  @Option(
      names = "--skill",
      paramLabel = "SKILL",
      description = "Only those that ask for it, such as document.ingest.")
  private Optional<String> skill = Optional.empty();

  @Mixin private ListOptions options;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer tasks = options.fetch(paging -> api.tasks(state, skill, paging));
    PageView page = tasks.as(PageView.class);
    String text =
        page.items().isEmpty() ? "No such task." : TaskText.table(page.as(TaskView.class));
    output.result(tasks, text + ListOptions.more(page));
    return ExitCode.OK;
  }
}
