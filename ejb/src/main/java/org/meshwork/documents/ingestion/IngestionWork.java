package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.SqlStates;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

/** The documents of a run: which is next, and what became of each. */
@ApplicationScoped
@Transactional
public class IngestionWork {
  private final ItemRows items;
  private final ItemEnds ends;
  private final IngestionMeters meters;

  @Inject
  IngestionWork(ItemRows items, ItemEnds ends, IngestionMeters meters) {
    this.items = items;
    this.ends = ends;
    this.meters = meters;
  }

  /** For the container's proxy. */
  IngestionWork() {
    this(null, null, null);
  }

  /** What a run was reading whose server died is to be read again. */
  public void resume(TaskRun run) {
    items.resume(run);
  }

  /** A run ends: what it was still reading is for the next one, and no attempt is counted. */
  public void release(TaskRun run) {
    items.release(run);
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
   * Writes what became of a document, the state of its item and the progress of its task, in one
   * transaction. What the database refuses to keep becomes the document's problem.
   *
   * <p>Raises {@link org.meshwork.tasks.LeaseLost} when the run is no longer the one that counts;
   * then nothing is written.
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public void finish(Prepared prepared) {
    meters.time(
        IngestionMeters.Stage.WRITE,
        () -> {
          write(prepared);
          return prepared;
        });
  }

  private void write(Prepared prepared) {
    try {
      ends.write(prepared);
    } catch (RuntimeException e) {
      String state = SqlStates.in(e).filter(IngestionWork::isAboutData).orElseThrow(() -> e);
      ends.write(prepared.refused(DocumentUnprocessable.refused(state, e)));
      IngestionLog.LOG.unprocessable(
          prepared.work().name(), prepared.work().run().task().toString(), e);
    }
  }

  /** Data exceptions, violated constraints, and limits such as that of an index's row. */
  private static boolean isAboutData(String sqlState) {
    return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
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
