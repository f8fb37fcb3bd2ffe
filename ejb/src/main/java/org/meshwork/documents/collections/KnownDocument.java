package org.meshwork.documents.collections;

import java.util.Objects;
import org.meshwork.documents.content.ContentId;

/**
 * A name for bytes that may have been processed in the collection already.
 *
 * @param source {@code upload} or a directory's path
 * @param length of the bytes
 */
public record KnownDocument(DocumentName name, String source, ContentId content, long length) {
  public KnownDocument {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    Objects.requireNonNull(content);
  }
}
