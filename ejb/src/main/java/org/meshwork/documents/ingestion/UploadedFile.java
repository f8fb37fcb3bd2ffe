package org.meshwork.documents.ingestion;

import java.util.Objects;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.content.ContentId;

/**
 * A file whose bytes are in the content store already.
 *
 * @param name may be a relative path
 * @param length in bytes
 */
public record UploadedFile(DocumentName name, ContentId content, long length) {
  public UploadedFile {
    Objects.requireNonNull(name);
    Objects.requireNonNull(content);
  }
}
