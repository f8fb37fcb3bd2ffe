package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.meshwork.documents.collections.DocumentWriter;
import org.meshwork.documents.collections.WriteOutcome;
import org.meshwork.documents.collections.WriteOutcome.Kind;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.JsonText;
import org.meshwork.tasks.TaskProgress;

/**
 * How items end. Each call is one transaction: passages, document, item, progress and event.
 *
 * <p>Not that of the chunk, which is begun before its document is read: a document that the
 * database refuses would take it along, and with it the record of the refusal.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class ItemEnds {
  private final ItemRows items;
  private final DocumentWriter writer;
  private final TaskProgress progress;
  private final IngestionMeters meters;

  @Inject
  ItemEnds(ItemRows items, DocumentWriter writer, TaskProgress progress, IngestionMeters meters) {
    this.items = items;
    this.writer = writer;
    this.progress = progress;
    this.meters = meters;
  }

  /** For the container's proxy. */
  ItemEnds() {
    this(null, null, null, null);
  }

  /** Raises {@link org.meshwork.tasks.LeaseLost}; then nothing is written. */
  void write(Prepared prepared) {
    IngestWork work = prepared.work();
    if (prepared instanceof Prepared.Made made) {
      WriteOutcome outcome = writer.write(made.collection(), made.document());
      finish(work, written(outcome, made.document().content(), made.document().length()));
    } else if (prepared instanceof Prepared.Known known) {
      // Empty when the other document with these bytes has been deleted meanwhile.
      writer
          .link(known.collection(), known.document())
          .map(o -> written(o, known.document().content(), known.document().length()))
          .ifPresentOrElse(finished -> finish(work, finished), () -> items.putBack(work));
    } else if (prepared instanceof Prepared.Refused refused) {
      finish(
          work,
          new FinishedItem(
              ItemState.FAILED,
              refused.content(),
              work.length(),
              0,
              Optional.of(refused.problem())));
    } else {
      items.putBack(work);
    }
  }

  private static FinishedItem written(WriteOutcome outcome, ContentId content, long length) {
    return new FinishedItem(
        state(outcome.kind()), Optional.of(content), length, outcome.chunks(), Optional.empty());
  }

  private static ItemState state(Kind kind) {
    return switch (kind) {
      case ADDED, REPLACED -> ItemState.DONE;
      case LINKED -> ItemState.DUPLICATE;
      case UNCHANGED -> ItemState.UNCHANGED;
    };
  }

  private void finish(IngestWork work, FinishedItem finished) {
    items.finish(work, finished);
    boolean failed = finished.state() == ItemState.FAILED;
    int chunks = finished.state() == ItemState.DONE ? finished.chunks() : 0;
    // Last: it locks the task's row, for which the other partitions wait.
    progress.finished(work.run(), failed, chunks, event(work, finished));
    meters.finished(finished.state(), finished.chunks());
  }

  private static JsonObject event(IngestWork work, FinishedItem finished) {
    JsonObjectBuilder event =
        JsonText.object()
            .add("n", work.n())
            .add("name", work.name())
            .add("state", finished.state().toString())
            .add("chunks", finished.chunks());
    finished.problem().ifPresent(problem -> event.add("problem", JsonText.of(problem)));
    return event.build();
  }
}
