package org.meshwork.batch.ingestion;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.meshwork.documents.ingestion.IngestWork;
import org.meshwork.documents.ingestion.IngestionWork;

/**
 * Takes the next document of the task. Has no checkpoint of its own: the items' rows are, which
 * commit together with what was made of them.
 */
@Named("documentReader")
@Dependent
class DocumentReader extends AbstractItemReader {
  @Inject @BatchProperty private String task;
  @Inject private ActiveRuns active;
  @Inject private IngestionWork work;

  @Override
  public IngestWork readItem() {
    return work.next(active.require(task).run()).orElse(null);
  }
}
