package org.meshwork.documents.chunking;

import org.meshwork.foundation.InputRejected;
import org.meshwork.models.EmbeddingModel;

/**
 * How a collection's documents are cut.
 *
 * @param size the most tokens a chunk may have
 * @param overlap tokens that a chunk repeats of the one before (for sentence windows: rounded to
 *     sentences)
 */
public record ChunkingOptions(Strategy strategy, int size, int overlap) {
  /** Where a cut may be made. */
  public enum Strategy {
    /** At headings, then paragraphs, then sentences, then words. */
    STRUCTURE,
    /** Every {@code size} tokens. */
    TOKENS,
    /** Windows of whole sentences. */
    SENTENCES
  }

  public static final int MIN_SIZE = 16;

  public ChunkingOptions {
    if (size < MIN_SIZE) {
      throw new InputRejected(
          "chunking.size",
          "chunking.size is %d; it must be at least %d tokens.".formatted(size, MIN_SIZE));
    }
    if (overlap < 0 || overlap > size / 2) {
      throw new InputRejected(
          "chunking.overlap",
          "chunking.overlap is %d; it can be 0 to %d, half of chunking.size."
              .formatted(overlap, size / 2));
    }
  }

  /**
   * Refuses a size that the model would not take.
   *
   * @throws InputRejected when a chunk of this size could be too long
   */
  public void requireFits(EmbeddingModel model) {
    int most = model.maxTokens() - model.specialTokens();
    if (size > most) {
      throw new InputRejected(
          "chunking.size",
          "chunking.size is %d; %s takes at most %d tokens.".formatted(size, model.id(), most));
    }
  }
}
