package org.meshwork.documents.collections;

import java.time.Instant;
import java.util.List;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.models.ModelId;

/**
 * Documents that are searched together, with one model.
 *
 * @param dimension of the model's vectors
 * @param languages the text search configurations that occur in it, such as {@code english}
 */
public record Collection(
    CollectionId id,
    CollectionName name,
    String description,
    ModelId model,
    int dimension,
    Precision precision,
    ChunkingOptions chunking,
    List<String> languages,
    Instant createdAt,
    String createdBy) {
  public Collection {
    languages = List.copyOf(languages);
  }
}
