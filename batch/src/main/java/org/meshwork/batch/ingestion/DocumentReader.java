package org.meshwork.batch.ingestion;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.meshwork.documents.ingestion.EmbeddingCrew;
import org.meshwork.documents.ingestion.IngestWork;
import org.meshwork.documents.ingestion.IngestionWork;

/**
 * Takes the next document of the task; when there is none left, helps with those that others hold.
 * Has no checkpoint of its own: the items' rows are, which commit together with what was made of
 * them.
 */
@Named("documentReader")
@Dependent
class DocumentReader extends AbstractItemReader {
  @Inject @BatchProperty private String task;
  @Inject private ActiveRuns active;
  @Inject private IngestionWork work;
  private Optional<EmbeddingCrew> holding = Optional.empty();

  @Override
  public IngestWork readItem() {
    ActiveRun run = active.require(task);
    Optional<IngestWork> next = work.next(run.run());
    if (next.isPresent()) {
      hold(run.crew());
      return next.get();
    }
    release();
    run.crew().help();
    return null;
  }

  /** From the first document to the last without a gap, in which those who help would leave. */
  private void hold(EmbeddingCrew crew) {
    if (holding.isEmpty()) {
      crew.hold();
      holding = Optional.of(crew);
    }
  }

  private void release() {
    holding.ifPresent(EmbeddingCrew::release);
    holding = Optional.empty();
  }

  @Override
  public void close() {
    release();
  }
}
