package org.meshwork.models;

/**
 * Port: turns text into a vector such that texts of near meaning have a small cosine distance.
 *
 * <p>Vectors have {@link #dimension()} elements and length 1. Any thread may call; a call waits
 * until one of the model's permits is free, so that the machine is never oversubscribed. Text of
 * more than {@link #maxTokens()} tokens, special tokens included, is refused with {@link
 * TextTooLong}, never cut.
 */
public interface EmbeddingModel {
  ModelId id();

  int dimension();

  /** What one call takes at most, special tokens included. */
  int maxTokens();

  /** The tokens that every passage is surrounded with, such as {@code [CLS]} and {@code [SEP]}. */
  int specialTokens();

  /** How many calls it serves at once; further ones wait for their turn. */
  int callers();

  Tokenizer tokenizer();

  float[] embedPassage(String text);

  /** Some models want a question to be phrased otherwise than a passage; this does so. */
  float[] embedQuery(String text);
}
