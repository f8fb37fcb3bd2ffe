package org.meshwork.models;

import java.util.Random;

/**
 * Keeps to the port without a model: each text has a direction of its own, that says nothing about
 * its meaning.
 */
public final class FakeEmbeddingModel implements EmbeddingModel {
  private static final int SPECIAL_TOKENS = 2;

  private final ModelId id;
  private final int dimension;
  private final int maxTokens;

  public FakeEmbeddingModel(String id, int dimension, int maxTokens) {
    this.id = new ModelId(id);
    this.dimension = dimension;
    this.maxTokens = maxTokens;
  }

  @Override
  public ModelId id() {
    return id;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int maxTokens() {
    return maxTokens;
  }

  @Override
  public int specialTokens() {
    return SPECIAL_TOKENS;
  }

  @Override
  public int callers() {
    return 2;
  }

  @Override
  public Tokenizer tokenizer() {
    return Models.WORD_PIECE;
  }

  @Override
  public float[] embedPassage(String text) {
    int tokens = tokenizer().count(text) + SPECIAL_TOKENS;
    if (tokens > maxTokens) {
      throw new TextTooLong(id, tokens, maxTokens);
    }
    Random random = new Random(text.hashCode());
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Pooling.normalized(vector);
  }

  @Override
  public float[] embedQuery(String text) {
    return embedPassage(text);
  }
}
