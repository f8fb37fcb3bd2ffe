package org.meshwork.models;

/** Real tokenizers for tests of other features. */
public final class TestTokenizers {
  private TestTokenizers() {}

  /** That of bge-small-en-v1.5. */
  public static Tokenizer bert() {
    return Models.WORD_PIECE;
  }
}
