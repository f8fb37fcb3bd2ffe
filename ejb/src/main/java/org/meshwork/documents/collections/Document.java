package org.meshwork.documents.collections;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.parsing.Heading;

/**
 * A document as it is kept.
 *
 * @param length of its bytes
 * @param characters of its text, in UTF-16 units
 * @param source where it came from: {@code upload} or a directory's path
 * @param headings only where one document is asked for; empty in lists
 */
public record Document(
    DocumentId id,
    DocumentName name,
    ContentId content,
    long length,
    String source,
    Instant ingestedAt,
    String mediaType,
    Optional<String> title,
    Optional<String> author,
    Optional<String> language,
    Optional<Instant> created,
    Optional<Instant> modified,
    int characters,
    int chunks,
    List<Heading> headings) {
  public Document {
    headings = List.copyOf(headings);
  }
}
