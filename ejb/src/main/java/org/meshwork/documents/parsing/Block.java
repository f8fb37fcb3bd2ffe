package org.meshwork.documents.parsing;

/**
 * A stretch of a document's text that belongs together.
 *
 * @param start first UTF-16 unit in {@link ParsedDocument#text()}
 * @param end one past the last
 */
public record Block(Kind kind, int start, int end) {
  /** What kind of block. */
  public enum Kind {
    HEADING,
    PARAGRAPH,
    LIST_ITEM,
    TABLE_ROW,
    CODE
  }
}
