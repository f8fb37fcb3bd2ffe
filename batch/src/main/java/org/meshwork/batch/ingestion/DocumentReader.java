package org.meshwork.batch.ingestion;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.meshwork.documents.ingestion.DocumentPreparation;
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
  @Inject private JobContext job;
  @Inject private ActiveRuns active;
  @Inject private IngestionWork work;
  @Inject private DocumentPreparation preparation;
  private Optional<EmbeddingCrew> holding = Optional.empty();
  private Optional<IngestWork> last = Optional.empty();

  @Override
  public IngestWork readItem() {
    ActiveRun run = active.require(job.getExecutionId());
    endLast();
    last = work.next(run.run());
    if (last.isPresent()) {
      hold(run.crew());
      return last.get();
    }
    release();
    preparation.help(run.crew());
    return null;
  }

  /** It is written by now, or its chunk has failed. */
  private void endLast() {
    holding.ifPresent(crew -> last.ifPresent(document -> crew.end(document.n())));
    last = Optional.empty();
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
    endLast();
    release();
  }
}
