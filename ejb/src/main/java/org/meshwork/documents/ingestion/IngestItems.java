package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.tasks.TaskId;

/** What became of each document of an ingestion. */
@ApplicationScoped
@Transactional
public class IngestItems {
  private final ItemRows rows;

  @Inject
  IngestItems(ItemRows rows) {
    this.rows = rows;
  }

  /** For the container's proxy. */
  IngestItems() {
    this(null);
  }

  /** In the order of the task. */
  public Page<IngestItem> list(TaskId task, Optional<ItemState> state, PageRequest request) {
    return rows.list(task, state, request);
  }
}
