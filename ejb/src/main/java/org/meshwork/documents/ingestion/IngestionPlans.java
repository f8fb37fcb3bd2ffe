package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Collections;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.tasks.TaskProgress;
import org.meshwork.tasks.TaskRun;

/** Finds out which documents a task brings. */
@ApplicationScoped
public class IngestionPlans {
  private final Collections collections;
  private final RecentlySeen seen;
  private final AllowedDirectories directories;
  private final ItemRows items;
  private final TaskProgress progress;
  private final EmbeddingModels models;
  private final IngestionSettings settings;

  @Inject
  IngestionPlans(
      Collections collections,
      RecentlySeen seen,
      AllowedDirectories directories,
      ItemRows items,
      TaskProgress progress,
      EmbeddingModels models,
      IngestionSettings settings) {
    this.collections = collections;
    this.seen = seen;
    this.directories = directories;
    this.items = items;
    this.progress = progress;
    this.models = models;
    this.settings = settings;
  }

  /** For the container's proxy. */
  IngestionPlans() {
    this(null, null, null, null, null, null, null);
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
   * Raises what would fail every document alike: the node does not have the collection's model, or
   * has another of that name.
   */
  public void requireModel(Collection collection) {
    EmbeddingModel model = models.require(collection.model());
    if (model.dimension() != collection.dimension()) {
      throw new VectorMismatch(
          collection.name(), collection.model(), collection.dimension(), model.dimension());
    }
  }

  /**
   * Lists the directory anew, whatever an interrupted planning has left; uploads are rows already.
   */
  public void plan(TaskRun planning, JsonObject input) {
    IngestionInput wanted = IngestionInput.ofRow(input);
    collections.require(wanted.collection());
    ItemCount count =
        wanted
            .directory()
            .map(directory -> list(planning, directories.require(directory)))
            .orElseGet(() -> items.count(planning.task()));
    progress.counted(planning, count.total(), count.failed());
  }

  private ItemCount list(TaskRun planning, Path directory) {
    items.deleteAll(planning);
    ItemBatches batches =
        new ItemBatches(
            settings.maxDocuments(), (first, batch) -> items.insertPlanned(planning, first, batch));
    DirectoryListing.list(directory, directories, batches);
    batches.flush();
    return batches.count();
  }
}
