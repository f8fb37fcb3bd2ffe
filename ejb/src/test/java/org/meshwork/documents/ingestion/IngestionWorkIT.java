package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Library;
import org.meshwork.documents.collections.NewDocument;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.NodeId;
import org.meshwork.foundation.PageRequest;
import org.meshwork.tasks.LeaseLost;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskProgress;
import org.meshwork.tasks.TaskRun;
import org.meshwork.tasks.TestProgress;

class IngestionWorkIT {
  private static final NodeId NODE = new NodeId(UUID.randomUUID());

  private final Library library = new Library();
  private final Collection collection = library.create("notes");
  private final ItemRows rows = new ItemRows(library.jdbi);
  private final TaskProgress progress = TestProgress.of(library.jdbi, NODE, Clock.systemUTC());
  private final IngestionMeters meters = new IngestionMeters(Meters.none());

  private final ItemEnds ends =
      new ItemEnds(rows, library.writer, progress, meters) {
        @Override
        void write(Prepared prepared) {
          library.transactions.run(() -> super.write(prepared));
        }
      };

  private final IngestionWork work = new IngestionWork(rows, ends, meters);
  private final TaskRun run = new TaskRun(new TaskId(UUID.randomUUID()), 1);

  @BeforeEach
  void beginARunOfTwoDocuments() {
    library.jdbi.useHandle(
        handle ->
            handle.execute(
                """
                insert into task (id, skill, state, input, submitted_by, submitted_at, attempts, owner, total)
                values (?, 'document.ingest', 'running', '{}', 'anna', now(), 1, ?, 2)\
                """,
                run.task().value(),
                NODE.value()));
    rows.insert(run.task(), 0, List.of(item("first.txt"), item("second.txt")));
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void failsADocumentAloneThatTheDatabaseRefuses() {
    NewDocument refused =
        library.document("first.txt", Library.text("One.").created("+400000-01-01T00:00:00Z"));
    work.finish(new Prepared.Made(next(), collection, refused));
    work.finish(new Prepared.Made(next(), collection, library.document("second.txt", "Two.")));

    assertThat(rows.list(run.task(), Optional.empty(), PageRequest.first()).items())
        .extracting(IngestItem::state)
        .containsExactly(ItemState.FAILED, ItemState.DONE);
    assertThat(library.count("select failed from task")).isEqualTo(1);
    assertThat(library.count("select count(*) from document")).isEqualTo(1);
  }

  @Test
  void writesNothingOfARunThatLostItsTask() {
    Prepared made = new Prepared.Made(next(), collection, library.document("first.txt", "One."));
    takeTheTaskAway();

    assertThatThrownBy(() -> work.finish(made)).isInstanceOf(LeaseLost.class);
    assertThat(library.count("select count(*) from document")).isZero();
  }

  @Test
  void countsNoAttemptOfARunThatEnds() {
    next();
    work.release(run);

    assertThat(next().attempt()).isEqualTo(1);
  }

  @Test
  void putsNothingBackForARunThatLostItsTask() {
    IngestWork reading = next();
    takeTheTaskAway();

    work.finish(new Prepared.PutBack(reading));
    work.release(run);
    work.resume(run);

    assertThat(library.count("select count(*) from ingest_item where state = 'reading'"))
        .isEqualTo(1);
  }

  private IngestWork next() {
    return work.next(run).orElseThrow();
  }

  private void takeTheTaskAway() {
    library.jdbi.useHandle(handle -> handle.execute("update task set attempts = 2"));
  }

  private static NewItem item(String name) {
    return new NewItem(name, "upload", Optional.empty(), 4, Optional.empty());
  }
}
