package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;

@Command(
    name = "node",
    description = "Shows the node: version, identity, models, database, warnings.")
final class NodeCommand extends RemoteCommand {
  private record Fact(String name, String value) {}

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer node = api.node();
    List<Fact> facts = new ArrayList<>();
    collect("", node.json(), facts);
    output.result(
        node,
        new Table<Fact>().left("", Fact::name).left("", Fact::value).of(facts).stripLeading());
    return ExitCode.OK;
  }

  // Shown as they come, so that a newer node's facts are shown too.
  private static void collect(String name, JsonNode value, List<Fact> facts) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        collect(
            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), facts);
      }
      return;
    }
    if (value.isArray()) {
      value.forEach(element -> collect(name, element, facts));
      return;
    }
    facts.add(new Fact(name, value.asText()));
  }
}
