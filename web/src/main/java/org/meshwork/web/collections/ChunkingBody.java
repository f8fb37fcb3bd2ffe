package org.meshwork.web.collections;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.foundation.InputRejected;

@Schema(
    name = "Chunking",
    description = "How documents are cut into passages.",
    requiredProperties = {"strategy", "size", "overlap"})
public record ChunkingBody(
    @Schema(
            description =
                "`structure`: at headings, paragraphs, sentences; `tokens`: every `size` tokens; `sentences`: windows of whole sentences.",
            enumeration = {"structure", "tokens", "sentences"})
        String strategy,
    @Schema(
            description = "The most tokens of the embedding model that a passage may have.",
            minimum = "16",
            examples = "256")
        Integer size,
    @Schema(
            description =
                "Tokens that a passage repeats of the one before; at most half of `size`.",
            minimum = "0",
            examples = "32")
        Integer overlap) {

  static ChunkingBody of(ChunkingOptions options) {
    return new ChunkingBody(
        options.strategy().name().toLowerCase(Locale.ROOT), options.size(), options.overlap());
  }

  ChunkingOptions options() {
    if (strategy == null || size == null || overlap == null) {
      throw new InputRejected("chunking", "chunking needs strategy, size and overlap.");
    }
    return new ChunkingOptions(parse(strategy), size, overlap);
  }

  private static Strategy parse(String text) {
    return switch (text) {
      case "structure" -> Strategy.STRUCTURE;
      case "tokens" -> Strategy.TOKENS;
      case "sentences" -> Strategy.SENTENCES;
      default ->
          throw new InputRejected(
              "chunking.strategy", "chunking.strategy can be structure, tokens or sentences.");
    };
  }
}
