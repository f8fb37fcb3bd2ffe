package org.meshwork.cli;

import java.util.Optional;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.PageView;
import org.meshwork.cli.client.TaskItemView;
import org.meshwork.cli.client.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "items", description = "Lists what became of each document of a task.")
final class TaskItemsCommand extends RemoteCommand {
  @Parameters(paramLabel = "TASK", description = "The task's id.")
  private String id;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only pending, reading, done, unchanged, duplicate or failed ones.")
  private Optional<String> state = Optional.empty();

  @Mixin private ListOptions options;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer items = options.fetch(paging -> api.items(id, state, paging));
    PageView page = items.as(PageView.class);
    String table =
        new Table<TaskItemView>()
            .right("N", item -> Long.toString(item.n()))
            .left("DOCUMENT", TaskItemView::name)
            .left("STATE", TaskItemView::state)
            .right("CHUNKS", item -> item.chunks().map(String::valueOf).orElse(""))
            .left("REASON", item -> item.problem().map(Trouble::reason).orElse(""))
            .of(page.as(TaskItemView.class));
    String text = page.items().isEmpty() ? "No such document." : table;
    output.result(items, text + ListOptions.more(page));
    return ExitCode.OK;
  }
}
