package org.meshwork.models;

/**
 * A piece of a text as a model sees it.
 *
 * @param start first UTF-16 unit in the text
 * @param end one past the last
 * @param id in the model's vocabulary
 * @param inside whether it goes on with the word of the token before it: a text that is cut here
 *     has other tokens than the two halves
 */
public record Token(int start, int end, int id, boolean inside) {
  /** A token that begins a word. */
  public Token(int start, int end, int id) {
    this(start, end, id, false);
  }
}
