package org.meshwork.cli;

import java.util.Map;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Deletes a collection with everything in it.")
final class DeleteCollectionCommand extends RemoteCommand {
  @Parameters(paramLabel = "COLLECTION", description = "The collection's name.")
  private String name;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    if (!yes) {
      confirm();
    }
    api.deleteCollection(name);
    output.result(Map.of("deleted", name), "Deleted " + PlainText.of(name) + ".");
    return ExitCode.OK;
  }

  private void confirm() {
    String answer =
        surroundings()
            .questions()
            .ask("Type the name of the collection to delete it with all its documents: ")
            .orElseThrow(
                () ->
                    Failure.usage("There is no terminal to ask whether to delete.", "Say --yes."));
    if (!answer.strip().equals(name)) {
      throw Failure.usage(
          "Not deleted: that is not its name.", "Type the name again, or say --yes.");
    }
  }
}
