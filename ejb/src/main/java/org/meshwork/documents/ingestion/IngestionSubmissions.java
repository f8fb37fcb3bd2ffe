package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.Collections;
import org.meshwork.foundation.InputRejected;
import org.meshwork.tasks.NewTask;
import org.meshwork.tasks.Task;
import org.meshwork.tasks.TaskSubmissions;

/** Where documents come in. */
@ApplicationScoped
public class IngestionSubmissions {
  /** The skill that ingests; its input is {@code {"collection": …, "directory": …}}. */
  public static final String SKILL = "document.ingest";

  private final TaskSubmissions submissions;
  private final Collections collections;
  private final ItemRows items;
  private final IngestionSettings settings;

  @Inject
  IngestionSubmissions(
      TaskSubmissions submissions,
      Collections collections,
      ItemRows items,
      IngestionSettings settings) {
    this.submissions = submissions;
    this.collections = collections;
    this.items = items;
    this.settings = settings;
  }

  /** For the container's proxy. */
  IngestionSubmissions() {
    this(null, null, null, null);
  }

  /**
   * One task for all the files, whose bytes have been put into the content store before. Of two
   * files with the same name the later one wins, as it would in a folder.
   *
   * <p>Raises {@code CollectionUnknown}, {@link TooManyDocuments} and what {@link
   * TaskSubmissions#submit} raises.
   */
  @Transactional
  public Task submitUploads(
      CollectionName collection,
      List<UploadedFile> files,
      String submittedBy,
      Optional<String> idempotencyKey) {
    collections.require(collection);
    if (files.isEmpty()) {
      throw new InputRejected("file", "The request holds no file; send at least one.");
    }
    if (files.size() > settings.maxDocuments()) {
      throw new TooManyDocuments(settings.maxDocuments());
    }
    List<NewItem> uploads = ItemBatches.lastOfEachName(files);
    NewTask task =
        new NewTask(
            SKILL,
            IngestionInput.uploads(collection, files),
            NewTask.DEFAULT_PRIORITY,
            submittedBy,
            idempotencyKey);
    return submissions.submit(
        task, id -> ItemBatches.of(uploads, (first, batch) -> items.insert(id, first, batch)));
  }

  /** One task for the files below a directory that the administrator has allowed. */
  @Transactional(TxType.SUPPORTS)
  public Task submitDirectory(
      CollectionName collection,
      String directory,
      int priority,
      String submittedBy,
      Optional<String> idempotencyKey) {
    return submissions.submit(
        new NewTask(
            SKILL,
            IngestionInput.directory(collection, directory),
            priority,
            submittedBy,
            idempotencyKey));
  }
}
