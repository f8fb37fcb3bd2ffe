package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Collections;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskProgress;

/** Finds out which documents a task brings. */
@ApplicationScoped
public class IngestionPlans {
  private final Collections collections;
  private final RecentlySeen seen;
  private final AllowedDirectories directories;
  private final ItemRows items;
  private final TaskProgress progress;
  private final IngestionSettings settings;

  @Inject
  IngestionPlans(
      Collections collections,
      RecentlySeen seen,
      AllowedDirectories directories,
      ItemRows items,
      TaskProgress progress,
      IngestionSettings settings) {
    this.collections = collections;
    this.seen = seen;
    this.directories = directories;
    this.items = items;
    this.progress = progress;
    this.settings = settings;
  }

  /** For the container's proxy. */
  IngestionPlans() {
    this(null, null, null, null, null, null);
  }

  /** Raises what is wrong with a caller's input. */
  public void validate(JsonObject input) {
    IngestionInput wanted = IngestionInput.ofCaller(input);
    seen.require(wanted.collection());
    directories.require(wanted.directory().orElseThrow());
  }

  /** Where the documents of a task go. */
  public Collection collection(JsonObject input) {
    return collections.require(IngestionInput.ofRow(input).collection());
  }

  /**
   * Lists the directory anew, whatever an interrupted planning has left; uploads are rows already.
   */
  public void plan(TaskId task, JsonObject input) {
    IngestionInput wanted = IngestionInput.ofRow(input);
    collections.require(wanted.collection());
    ItemCount count =
        wanted
            .directory()
            .map(directory -> list(task, directories.require(directory)))
            .orElseGet(() -> items.count(task));
    progress.counted(task, count.total(), count.failed());
  }

  private ItemCount list(TaskId task, Path directory) {
    items.deleteAll(task);
    ItemBatches batches =
        new ItemBatches(
            settings.maxDocuments(), (first, batch) -> items.insert(task, first, batch));
    DirectoryListing.list(directory, directories, batches);
    batches.flush();
    return batches.count();
  }
}
