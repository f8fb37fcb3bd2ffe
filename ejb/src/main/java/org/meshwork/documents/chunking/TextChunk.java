package org.meshwork.documents.chunking;

import java.util.List;

/**
 * A passage of a document, small enough for the model.
 *
 * @param ordinal from 0, in the order of the text
 * @param start first UTF-16 unit in the document's text
 * @param end one past the last; {@code text} is exactly what stands between
 * @param headingPath the headings it stands under, outermost first
 * @param tokens of the embedding model, without special tokens
 */
public record TextChunk(
    int ordinal, int start, int end, List<String> headingPath, String text, int tokens) {
  public TextChunk {
    headingPath = List.copyOf(headingPath);
  }
}
