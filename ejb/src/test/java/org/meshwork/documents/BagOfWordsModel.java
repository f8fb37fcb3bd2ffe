package org.meshwork.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.ModelId;
import org.meshwork.models.TextTooLong;
import org.meshwork.models.Token;
import org.meshwork.models.Tokenizer;

/**
 * A model without a network: every word has a random direction of its own, a text the sum of its
 * words'. Texts that share words are near, so that its vectors have structure, as real ones do.
 */
public final class BagOfWordsModel implements EmbeddingModel {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int MAX_TOKENS = 512;

  private final ModelId id;
  private final int dimension;
  private final Map<Integer, double[]> directions = new ConcurrentHashMap<>();

  public BagOfWordsModel(String id, int dimension) {
    this.id = new ModelId(id);
    this.dimension = dimension;
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
    return MAX_TOKENS;
  }

  @Override
  public int specialTokens() {
    return 2;
  }

  @Override
  public int callers() {
    return 2;
  }

  @Override
  public Tokenizer tokenizer() {
    return BagOfWordsModel::tokens;
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    for (MatchResult word : WORD.matcher(text).results().toList()) {
      tokens.add(
          new Token(
              word.start(),
              word.end(),
              word.group().toLowerCase(Locale.ROOT).hashCode() & 0xFFFF,
              false));
    }
    return tokens;
  }

  @Override
  public float[] embedPassage(String text) {
    List<Token> tokens = tokens(text);
    if (tokens.size() + specialTokens() > MAX_TOKENS) {
      throw new TextTooLong(id, tokens.size() + specialTokens(), MAX_TOKENS);
    }
    double[] sum = new double[dimension];
    tokens.forEach(token -> add(sum, token.id()));
    add(sum, -1);
    return normal(sum);
  }

  @Override
  public float[] embedQuery(String text) {
    return embedPassage(text);
  }

  private void add(double[] sum, int word) {
    double[] direction = directions.computeIfAbsent(word, this::direction);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += direction[i];
    }
  }

  private double[] direction(int word) {
    return new Random(word * 7919L).doubles(dimension, -1, 1).toArray();
  }

  private static float[] normal(double[] sum) {
    double squares = 0;
    for (double element : sum) {
      squares += element * element;
    }
    float[] vector = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      vector[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return vector;
  }
}
