package org.meshwork.batch.ingestion;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.meshwork.documents.ingestion.DocumentPreparation;
import org.meshwork.documents.ingestion.IngestWork;
import org.meshwork.documents.ingestion.Prepared;

/** Parses, chunks and embeds a document. */
@Named("documentProcessor")
@Dependent
class DocumentProcessor implements ItemProcessor {
  @Inject private JobContext job;
  @Inject private ActiveRuns active;
  @Inject private DocumentPreparation preparation;

  @Override
  public Prepared processItem(Object item) {
    ActiveRun run = active.require(job.getExecutionId());
    return preparation.prepare((IngestWork) item, run.collection(), run.crew());
  }
}
