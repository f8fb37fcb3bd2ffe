package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.tasks.TaskId;

/** What became of each document of an ingestion. */
@ApplicationScoped
@Transactional
public class IngestItems {
  /** In the order of the task. */
  public Page<IngestItem> list(TaskId task, Optional<ItemState> state, PageRequest request) {
    throw new UnsupportedOperationException();
  }
}
