package org.meshwork.models;

import java.util.List;

/**
 * Cuts text into a model's tokens. Any thread may call it; the same text always gives the same
 * tokens. Words are independent: a text that is cut where a token begins that is not {@linkplain
 * Token#inside() inside} a word has the tokens of its two parts.
 */
public interface Tokenizer {
  /**
   * The tokens in the order of the text, without the special tokens that the model adds around
   * them.
   */
  List<Token> tokenize(String text);

  /** The same tokens without a list of them, for long texts. */
  default void scan(String text, TokenVisitor visitor) {
    for (Token token : tokenize(text)) {
      visitor.token(token.start(), token.end(), token.id(), token.inside());
    }
  }

  /** How many tokens {@link #tokenize} would give. */
  default int count(String text) {
    int[] count = {0};
    scan(text, (start, end, id, inside) -> count[0]++);
    return count[0];
  }
}
