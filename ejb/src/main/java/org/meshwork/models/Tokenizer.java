package org.meshwork.models;

import java.util.List;

/**
 * Cuts text into a model's tokens. Any thread may call it; the same text always gives the same
 * tokens.
 */
public interface Tokenizer {
  /**
   * The tokens in the order of the text, without the special tokens that the model adds around
   * them.
   */
  List<Token> tokenize(String text);

  /** How many tokens {@link #tokenize} would give. */
  default int count(String text) {
    return tokenize(text).size();
  }
}
