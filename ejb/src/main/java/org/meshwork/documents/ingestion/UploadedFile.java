package org.meshwork.documents.ingestion;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemRecord;

/**
 * A file of an upload: its bytes are in the content store already, or the problem says why they
 * were not taken. The second fails alone, with the others of its task.
 *
 * @param name may be a relative path
 * @param length in bytes; 0 for a file that was not taken
 */
public record UploadedFile(
    DocumentName name, Optional<ContentId> content, long length, Optional<ProblemRecord> problem) {
  public UploadedFile {
    Objects.requireNonNull(name);
    if (content.isPresent() == problem.isPresent()) {
      throw new IllegalArgumentException("either bytes or a problem");
    }
  }

  public static UploadedFile stored(DocumentName name, ContentId content, long length) {
    return new UploadedFile(name, Optional.of(content), length, Optional.empty());
  }

  public static UploadedFile refused(DocumentName name, Problem problem) {
    return new UploadedFile(name, Optional.empty(), 0, Optional.of(problem.toRecord()));
  }
}
