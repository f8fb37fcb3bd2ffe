package org.meshwork.web.collections;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.NewCollection;
import org.meshwork.documents.collections.Precision;
import org.meshwork.models.ModelId;

@Schema(
    name = "NewCollection",
    description = "What is left out comes from the node's settings.",
    requiredProperties = "name",
    examples = "{\"name\": \"handbook\", \"description\": \"The staff handbook\"}")
public record NewCollectionBody(
    @Schema(pattern = "[a-z0-9][a-z0-9._-]{0,62}", examples = "handbook") String name,
    @Schema(maxLength = 2_000) String description,
    @Schema(description = "One of GET /models.", examples = "bge-small-en-v1.5") String model,
    @Schema(enumeration = {"full", "half"}) String precision,
    ChunkingBody chunking) {

  NewCollection by(String user) {
    return new NewCollection(
        new CollectionName(name),
        description,
        Optional.ofNullable(model).map(ModelId::new),
        Optional.ofNullable(precision).map(Precision::parse),
        Optional.ofNullable(chunking).map(ChunkingBody::options),
        user);
  }
}
