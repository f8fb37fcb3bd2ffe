package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.tasks.Task;

/** Where documents come in. */
@ApplicationScoped
public class IngestionSubmissions {
  /** The skill that ingests; its input is {@code {"collection": …, "directory": …}}. */
  public static final String SKILL = "document.ingest";

  /** One task for all the files, whose bytes have been put into the content store before. */
  public Task submitUploads(
      CollectionName collection,
      List<UploadedFile> files,
      String submittedBy,
      Optional<String> idempotencyKey) {
    throw new UnsupportedOperationException();
  }

  /** One task for the files below a directory that the administrator has allowed. */
  public Task submitDirectory(
      CollectionName collection,
      String directory,
      int priority,
      String submittedBy,
      Optional<String> idempotencyKey) {
    throw new UnsupportedOperationException();
  }
}
