package org.meshwork.web.node;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.ModelId;

@Schema(
    name = "Model",
    requiredProperties = {"name", "isDefault", "loaded"})
public record ModelBody(
    @Schema(examples = "bge-small-en-v1.5") String name,
    @Schema(description = "What collections get that name no model.") boolean isDefault,
    @Schema(description = "In memory; others are loaded when they are first used.")
        boolean loaded) {
  static ModelBody of(ModelId id, EmbeddingModels models) {
    return new ModelBody(
        id.value(), id.equals(models.defaultModel().id()), models.state().loaded().contains(id));
  }
}
