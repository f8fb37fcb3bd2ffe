package org.meshwork.batch.ingestion;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.documents.ingestion.Prepared;

/** Writes documents in the transaction of the chunk. */
@Named("documentWriter")
@Dependent
class DocumentWriter extends AbstractItemWriter {
  @Inject private IngestionWork work;

  @Override
  public void writeItems(List<Object> items) {
    items.forEach(item -> work.finish((Prepared) item));
  }
}
