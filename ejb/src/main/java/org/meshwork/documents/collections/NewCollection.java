package org.meshwork.documents.collections;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.foundation.InputRejected;
import org.meshwork.models.ModelId;

/** A collection that somebody asks for; what is left out comes from the settings. */
public record NewCollection(
    CollectionName name,
    String description,
    Optional<ModelId> model,
    Optional<Precision> precision,
    Optional<ChunkingOptions> chunking,
    String createdBy) {
  private static final int MAX_DESCRIPTION_CHARACTERS = 2_000;

  public NewCollection {
    Objects.requireNonNull(name);
    description = StorableText.of(description == null ? "" : description);
    Objects.requireNonNull(createdBy);
    if (description.length() > MAX_DESCRIPTION_CHARACTERS) {
      throw new InputRejected(
          "description",
          "description has %d characters; it can have up to %d."
              .formatted(description.length(), MAX_DESCRIPTION_CHARACTERS));
    }
  }
}
