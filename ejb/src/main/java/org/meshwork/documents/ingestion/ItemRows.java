package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.tasks.LeaseLost;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

/**
 * The table {@code ingest_item}. Takes part in the caller's transaction unless it says otherwise.
 */
@ApplicationScoped
@Transactional
class ItemRows {
  private static final String INSERT =
      """
      insert into ingest_item (task_id, n, name, source, sha256, length, state, problem)
      values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)\
      """;

  /** The run still owns its task. */
  private static final String MINE =
      " and exists (select from task where id = :task and state = 'running' and attempts = :attempt)";

  /** A run that lost its task takes nothing. */
  private static final String TAKE =
      """
      update ingest_item set state = 'reading', attempts = attempts + 1
      where (task_id, n) = (
          select task_id, n from ingest_item
          where task_id = :task and state = 'pending' order by n limit 1 for update skip locked)%s
      returning *\
      """
          .formatted(MINE);

  private static final String FINISH =
      """
      update ingest_item set state = :state, sha256 = coalesce(:sha256, sha256), length = :length,
        chunks = :chunks, problem = :problem::jsonb
      where task_id = :task and n = :n and state = 'reading'\
      """
          + MINE;

  private static final String LOCK_PLANNING =
      "select id from task where id = ? and state = 'submitted' and lapses = ? for share";

  private static final String PUT_BACK =
      """
      update ingest_item set state = 'pending', attempts = attempts - :uncounted
      where task_id = :task and state = 'reading'\
      """
          + MINE;

  private final Jdbi jdbi;

  @Inject
  ItemRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  ItemRows() {
    this(null);
  }

  /**
   * @param first number of the first item
   */
  void insert(TaskId task, int first, List<NewItem> items) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(INSERT);
          int n = first;
          for (NewItem item : items) {
            batch.add(
                task.value(),
                n++,
                item.name(),
                item.source(),
                item.content().map(ContentId::bytes).orElse(null),
                item.length(),
                (item.problem().isPresent() ? ItemState.FAILED : ItemState.PENDING).toString(),
                item.problem().map(JsonText::of).map(Object::toString).orElse(null));
          }
          batch.execute();
        });
  }

  /** As {@link #insert}, by a planning; raises {@link LeaseLost} when it no longer counts. */
  void insertPlanned(TaskRun planning, int first, List<NewItem> items) {
    lock(planning);
    insert(planning.task(), first, items);
  }

  /** What another planning has left; raises {@link LeaseLost} when this one no longer counts. */
  void deleteAll(TaskRun planning) {
    lock(planning);
    jdbi.useHandle(
        handle ->
            handle.execute("delete from ingest_item where task_id = ?", planning.task().value()));
  }

  /** Until the transaction ends, nobody else can take the task. */
  private void lock(TaskRun planning) {
    boolean counts =
        jdbi.withHandle(
            handle ->
                handle
                    .select(LOCK_PLANNING, planning.task().value(), planning.attempt())
                    .mapTo(UUID.class)
                    .findOne()
                    .isPresent());
    if (!counts) {
      throw new LeaseLost(planning);
    }
  }

  /** What a run was reading that died is to be read again, and counts as read. */
  void resume(TaskRun run) {
    putBack(run, 0);
  }

  /** What this run, which ends, was still reading is to be read again, and does not count. */
  void release(TaskRun run) {
    putBack(run, 1);
  }

  private void putBack(TaskRun run, int uncounted) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(PUT_BACK)
                .bind("uncounted", uncounted)
                .bind("task", run.task().value())
                .bind("attempt", run.attempt())
                .execute());
  }

  /** The next one, in a transaction of its own: whoever reads must not hold one. */
  @Transactional(TxType.REQUIRES_NEW)
  Optional<IngestWork> take(TaskRun run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TAKE)
                .bind("task", run.task().value())
                .bind("attempt", run.attempt())
                .map((row, context) -> work(run, row))
                .findOne());
  }

  private static IngestWork work(TaskRun run, ResultSet row) throws SQLException {
    return new IngestWork(
        run,
        row.getInt("n"),
        row.getString("name"),
        row.getString("source"),
        Optional.ofNullable(row.getBytes("sha256")).map(ContentId::of),
        row.getLong("length"),
        row.getInt("attempts"));
  }

  /** An item that nobody finished shall be taken again, and this time does not count. */
  void putBack(IngestWork work) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(PUT_BACK + " and n = :n")
                .bind("uncounted", 1)
                .bind("task", work.run().task().value())
                .bind("attempt", work.run().attempt())
                .bind("n", work.n())
                .execute());
  }

  /** Raises {@link LeaseLost} when the run has lost its task, or the item was taken from it. */
  void finish(IngestWork work, FinishedItem finished) {
    int changed =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(FINISH)
                    .bind("state", finished.state().toString())
                    .bind("sha256", finished.content().map(ContentId::bytes).orElse(null))
                    .bind("length", finished.length())
                    .bind("chunks", finished.chunks())
                    .bind(
                        "problem",
                        finished.problem().map(JsonText::of).map(Object::toString).orElse(null))
                    .bind("task", work.run().task().value())
                    .bind("attempt", work.run().attempt())
                    .bind("n", work.n())
                    .execute());
    if (changed == 0) {
      throw new LeaseLost(work.run());
    }
  }

  ItemCount count(TaskId task) {
    Map<ItemState, Integer> counts = counts(task);
    return new ItemCount(
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        counts.getOrDefault(ItemState.FAILED, 0));
  }

  Map<ItemState, Integer> counts(TaskId task) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select state, count(*) as items from ingest_item where task_id = ? group by state",
                    task.value())
                .reduceRows(
                    new EnumMap<>(ItemState.class),
                    (counts, row) -> {
                      counts.put(
                          ItemState.parse(row.getColumn("state", String.class)),
                          row.getColumn("items", Integer.class));
                      return counts;
                    }));
  }

  /** Passages of the documents that this task has made anew. */
  long chunks(TaskId task) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select coalesce(sum(chunks), 0) from ingest_item where task_id = ? and state = 'done'",
                    task.value())
                .mapTo(long.class)
                .one());
  }

  Page<IngestItem> list(TaskId task, Optional<ItemState> state, PageRequest request) {
    int after = request.after().map(ItemRows::number).orElse(-1);
    List<IngestItem> items =
        jdbi.withHandle(handle -> list(handle, task, state, after, request.limit() + 1));
    return Page.of(items, request, item -> Integer.toString(item.n()));
  }

  private static List<IngestItem> list(
      Handle handle, TaskId task, Optional<ItemState> state, int after, int limit) {
    Query query =
        handle
            .createQuery(
                "select * from ingest_item where task_id = :task and n > :after %s order by n limit :limit"
                    .formatted(state.isPresent() ? "and state = :state" : ""))
            .bind("task", task.value())
            .bind("after", after)
            .bind("limit", limit);
    state.ifPresent(wanted -> query.bind("state", wanted.toString()));
    return query.map((row, context) -> item(row)).list();
  }

  private static int number(Cursor cursor) {
    try {
      return Integer.parseInt(cursor.key());
    } catch (NumberFormatException e) {
      throw Cursor.notOurs();
    }
  }

  private static IngestItem item(ResultSet row) throws SQLException {
    Optional<ProblemRecord> problem =
        Optional.ofNullable(row.getString("problem")).map(JsonText::problem);
    return new IngestItem(
        new TaskId(row.getObject("task_id", UUID.class)),
        row.getInt("n"),
        row.getString("name"),
        row.getString("source"),
        ItemState.parse(row.getString("state")),
        row.getLong("length"),
        Optional.ofNullable(row.getBytes("sha256")).map(ContentId::of),
        row.getInt("chunks"),
        problem);
  }
}
