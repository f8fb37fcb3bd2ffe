package org.meshwork.web.node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.foundation.DatabaseReport;
import org.meshwork.models.InferenceState;

@Schema(
    name = "Node",
    requiredProperties = {"id", "version", "model", "inference", "database", "warnings", "console"})
public record NodeBody(
    @Schema(format = "uuid") String id,
    @Schema(description = "Of Meshwork.") String version,
    @Schema(description = "What collections get that name no model.") String model,
    InferenceBody inference,
    DatabaseBody database,
    @Schema(description = "What the administrator should know.") List<String> warnings,
    @Schema(description = "The server's own, for administrators on its machine.") String console) {

  @Schema(
      name = "Inference",
      requiredProperties = {"ready", "requested", "inUse"})
  public record InferenceBody(
      @Schema(description = "Whether the default model can be used at once.") boolean ready,
      @Schema(enumeration = {"cpu", "cuda"}) String requested,
      @Schema(enumeration = {"cpu", "cuda"}) String inUse) {}

  @Schema(
      name = "Database",
      requiredProperties = {"postgresql", "pgvector"})
  public record DatabaseBody(
      @Schema(examples = "15.18") String postgresql, @Schema(examples = "0.8.4") String pgvector) {}

  static NodeBody of(
      String id,
      String version,
      String model,
      InferenceState inference,
      DatabaseReport database,
      String console) {
    return new NodeBody(
        id,
        version,
        model,
        new InferenceBody(inference.ready(), inference.requested(), inference.inUse()),
        new DatabaseBody(database.serverVersion(), database.vectorVersion()),
        Stream.of(database.warning(), inference.detail(), inference.failure())
            .flatMap(Optional::stream)
            .toList(),
        console);
  }
}
