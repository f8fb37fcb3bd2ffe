package org.meshwork.batch.ingestion;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.meshwork.documents.ingestion.IngestionWork;
import org.meshwork.documents.ingestion.Prepared;

/** Writes what became of a document. */
@Named("documentWriter")
@Dependent
class DocumentWriter extends AbstractItemWriter {
  @Inject private IngestionWork work;

  @Override
  public void writeItems(List<Object> items) {
    items.forEach(item -> work.finish((Prepared) item));
  }
}
