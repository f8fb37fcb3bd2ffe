package org.meshwork.web.collections;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionStats;

@Schema(
    name = "Collection",
    description = "Documents that are searched together, with one embedding model.",
    requiredProperties = {
      "name",
      "description",
      "model",
      "dimension",
      "precision",
      "chunking",
      "languages",
      "createdAt",
      "createdBy"
    })
public record CollectionBody(
    @Schema(examples = "handbook") String name,
    String description,
    @Schema(
            description = "The embedding model; fixed for the collection's life.",
            examples = "bge-small-en-v1.5")
        String model,
    @Schema(description = "Elements of the model's vectors.", examples = "384") int dimension,
    @Schema(
            description = "Of the index over vectors: 4 bytes an element, or 2.",
            enumeration = {"full", "half"})
        String precision,
    ChunkingBody chunking,
    @Schema(
            description = "Text search configurations that occur in it.",
            examples = "[\"english\"]")
        List<String> languages,
    Instant createdAt,
    String createdBy,
    @Schema(description = "Only where one collection is asked for.") Optional<StatsBody> stats) {

  @Schema(
      name = "CollectionStats",
      requiredProperties = {"documents", "chunks", "contentBytes", "storageBytes"})
  public record StatsBody(
      @Schema(description = "Documents, by name.") long documents,
      @Schema(description = "Passages; those of identical documents count once.") long chunks,
      @Schema(description = "Bytes of the documents as they were handed in.") long contentBytes,
      @Schema(description = "Bytes that passages and their indexes take in the database.")
          long storageBytes) {}

  static CollectionBody of(Collection it) {
    return of(it, Optional.empty());
  }

  static CollectionBody of(Collection it, CollectionStats stats) {
    return of(
        it,
        Optional.of(
            new StatsBody(
                stats.documents(), stats.chunks(), stats.contentBytes(), stats.storageBytes())));
  }

  private static CollectionBody of(Collection it, Optional<StatsBody> stats) {
    return new CollectionBody(
        it.name().value(),
        it.description(),
        it.model().value(),
        it.dimension(),
        it.precision().toString(),
        ChunkingBody.of(it.chunking()),
        it.languages(),
        it.createdAt(),
        it.createdBy(),
        stats);
  }
}
