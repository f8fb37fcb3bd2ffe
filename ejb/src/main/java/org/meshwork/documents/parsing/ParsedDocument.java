package org.meshwork.documents.parsing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document as plain text with its structure.
 *
 * @param text without NUL and other control characters; paragraphs are separated by an empty line
 * @param mediaType as detected from the bytes, without parameters
 * @param language ISO 639-1, where it could be told
 * @param headings in the order of the text
 * @param blocks in the order of the text, not overlapping, covering everything but white space
 */
public record ParsedDocument(
    String text,
    String mediaType,
    Optional<String> title,
    Optional<String> author,
    Optional<String> language,
    Optional<Instant> created,
    Optional<Instant> modified,
    List<Heading> headings,
    List<Block> blocks) {
  public ParsedDocument {
    headings = List.copyOf(headings);
    blocks = List.copyOf(blocks);
  }
}
