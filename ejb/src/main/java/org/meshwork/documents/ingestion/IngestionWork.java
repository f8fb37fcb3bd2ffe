package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;
import org.meshwork.documents.collections.DocumentWriter;
import org.meshwork.documents.collections.WriteOutcome;
import org.meshwork.documents.collections.WriteOutcome.Kind;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.JsonText;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskProgress;
import org.meshwork.tasks.TaskRun;

/** The documents of a run: which is next, and what became of each. */
@ApplicationScoped
@Transactional
public class IngestionWork {
  private final ItemRows items;
  private final DocumentWriter writer;
  private final TaskProgress progress;
  private final IngestionMeters meters;

  @Inject
  IngestionWork(
      ItemRows items, DocumentWriter writer, TaskProgress progress, IngestionMeters meters) {
    this.items = items;
    this.writer = writer;
    this.progress = progress;
    this.meters = meters;
  }

  /** For the container's proxy. */
  IngestionWork() {
    this(null, null, null, null);
  }

  /** What an interrupted run was reading is to be read again. */
  public void resume(TaskId task) {
    items.putBackAll(task);
  }

  /** Documents that are not finished. */
  public int open(TaskId task) {
    Map<ItemState, Integer> counts = items.counts(task);
    return counts.getOrDefault(ItemState.PENDING, 0) + counts.getOrDefault(ItemState.READING, 0);
  }

  /** The next document, which nobody else gets; in a short transaction of its own. */
  @Transactional(TxType.NOT_SUPPORTED)
  public Optional<IngestWork> next(TaskRun run) {
    return items.take(run);
  }

  /**
   * Writes what became of a document, the state of its item and the progress of its task, in the
   * caller's transaction. Raises {@link org.meshwork.tasks.LeaseLost} when the run is no longer the
   * one that counts; the transaction then has no effect.
   */
  @Transactional(TxType.MANDATORY)
  public void finish(Prepared prepared) {
    meters.time(
        IngestionMeters.Stage.WRITE,
        () -> {
          write(prepared);
          return prepared;
        });
  }

  private void write(Prepared prepared) {
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
    if (!items.finish(work, finished)) {
      return;
    }
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

  /** What a task that has ended tells: how many documents came to which end. */
  public JsonObject result(TaskId task) {
    Map<ItemState, Integer> counts = items.counts(task);
    return JsonText.object()
        .add("documents", counts.getOrDefault(ItemState.DONE, 0))
        .add("unchanged", counts.getOrDefault(ItemState.UNCHANGED, 0))
        .add("duplicates", counts.getOrDefault(ItemState.DUPLICATE, 0))
        .add("failed", counts.getOrDefault(ItemState.FAILED, 0))
        .add("chunks", items.chunks(task))
        .build();
  }
}
