package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.foundation.Remedy;
import org.meshwork.foundation.TestDatabase;
import org.meshwork.tasks.LeaseLost;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

class ItemRowsIT {
  private static final ProblemRecord PROBLEM =
      new ProblemRecord("urn:meshwork:problem:test", "Test", "It broke.", Remedy.CORRECT_INPUT);

  private final TestDatabase database = TestDatabase.migrated();
  private final Jdbi jdbi = database.jdbi();
  private final ItemRows rows = new ItemRows(jdbi);
  private final TaskId task = new TaskId(UUID.randomUUID());
  private final TaskRun run = new TaskRun(task, 1);

  @BeforeEach
  void run() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into task (id, skill, state, input, submitted_by, submitted_at, attempts)
                values (?, 'document.ingest', 'running', '{}', 'anna', now(), 1)\
                """,
                task.value()));
    rows.insert(task, 0, IntStream.range(0, 3).mapToObj(ItemRowsIT::item).toList());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givesEachItemOnceInTheOrderOfTheTask() {
    assertThat(rows.take(run).orElseThrow().name()).isEqualTo("page-0");
    assertThat(rows.take(run).orElseThrow().name()).isEqualTo("page-1");
    assertThat(rows.take(run).orElseThrow().name()).isEqualTo("page-2");
    assertThat(rows.take(run)).isEmpty();
  }

  @Test
  void givesNothingToARunThatLostItsTask() {
    assertThat(rows.take(new TaskRun(task, 2))).isEmpty();
  }

  @Test
  void givesAgainWhatAnInterruptedRunWasReading() {
    IngestWork interrupted = rows.take(run).orElseThrow();

    rows.resume(run);

    IngestWork again = rows.take(run).orElseThrow();
    assertThat(again.n()).isEqualTo(interrupted.n());
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void doesNotCountAReadingThatWasPutBack() {
    rows.putBack(rows.take(run).orElseThrow());

    assertThat(rows.take(run).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void doesNotCountWhatARunWasReadingThatEnds() {
    rows.take(run);

    rows.release(run);

    assertThat(rows.take(run).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void letsOnlyThePlanningThatCountsChangeTheList() {
    jdbi.useHandle(
        handle -> handle.execute("update task set state = 'submitted', lapses = 2, attempts = 0"));
    TaskRun stale = new TaskRun(task, 1);

    assertThatThrownBy(() -> rows.deleteAll(stale)).isInstanceOf(LeaseLost.class);
    assertThatThrownBy(() -> rows.insertPlanned(stale, 3, List.of(item(3))))
        .isInstanceOf(LeaseLost.class);
    assertThat(rows.count(task).total()).isEqualTo(3);

    rows.deleteAll(new TaskRun(task, 2));
    rows.insertPlanned(new TaskRun(task, 2), 0, List.of(item(0)));
    assertThat(rows.count(task).total()).isEqualTo(1);
  }

  @Test
  void finishesAnItemOnce() {
    IngestWork work = rows.take(run).orElseThrow();
    FinishedItem done = new FinishedItem(ItemState.DONE, Optional.empty(), 7, 4, Optional.empty());

    rows.finish(work, done);
    assertThatThrownBy(() -> rows.finish(work, done)).isInstanceOf(LeaseLost.class);
    assertThat(rows.chunks(task)).isEqualTo(4);
  }

  @Test
  void listsByStatePageByPage() {
    rows.finish(
        rows.take(run).orElseThrow(),
        new FinishedItem(ItemState.FAILED, Optional.empty(), 0, 0, Optional.of(PROBLEM)));

    Page<IngestItem> failed = rows.list(task, Optional.of(ItemState.FAILED), PageRequest.first());
    Page<IngestItem> first =
        rows.list(task, Optional.empty(), new PageRequest(Optional.empty(), 2));
    Page<IngestItem> second = rows.list(task, Optional.empty(), new PageRequest(first.next(), 2));

    assertThat(failed.items())
        .singleElement()
        .satisfies(item -> assertThat(item.problem()).contains(PROBLEM));
    assertThat(first.items()).extracting(IngestItem::n).containsExactly(0, 1);
    assertThat(second.items()).extracting(IngestItem::n).containsExactly(2);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void countsWhatCouldNotBeReadFromTheBeginning() {
    rows.insert(
        task, 3, List.of(new NewItem("bad", "bad", Optional.empty(), 0, Optional.of(PROBLEM))));

    assertThat(rows.count(task)).isEqualTo(new ItemCount(4, 1));
  }

  private static NewItem item(int n) {
    return new NewItem("page-" + n, "/srv/page-" + n, Optional.empty(), 7, Optional.empty());
  }
}
