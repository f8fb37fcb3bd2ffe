package org.meshwork.documents.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a pgvector before 0.8.4 as well as with later ones: the tests say what differs. */
class PartitionUpkeepIT {
  private static Library library;
  private static boolean sound;

  @BeforeAll
  static void open() {
    library = new Library();
    sound = library.jdbi.withHandle(VectorExtension::of).vacuumsBesideInserts();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void keepsAutovacuumOffTablesWhoseIndexItCouldCorrupt() {
    Collection collection = library.create("options");

    String options = options(collection);

    if (sound) {
      assertThat(options).isEmpty();
    } else {
      assertThat(options).contains("autovacuum_enabled=off", "vacuum_index_cleanup=off");
    }
  }

  @Test
  void vacuumsATableOfWhichMuchWasDeleted() {
    Collection collection = library.create("much");
    fillAndDelete(collection);

    new PartitionUpkeep(library.jdbi, library.settings).run();

    if (!sound) {
      await().untilAsserted(() -> assertThat(vacuums(collection)).isEqualTo(1));
      assertThat(held()).isZero();
    }
  }

  @Test
  void waitsForWritersToEnd() throws Exception {
    Collection collection = library.create("busy");
    fillAndDelete(collection);
    ExecutorService upkeep = Executors.newSingleThreadExecutor();
    try {
      Future<?> run =
          library.transactions.call(
              () -> {
                library.writer.write(collection, library.document("late", "late"));
                Future<?> started =
                    upkeep.submit(() -> new PartitionUpkeep(library.jdbi, library.settings).run());
                if (!sound) {
                  await().until(() -> waiting() == 1);
                  assertThat(vacuums(collection)).isZero();
                }
                return started;
              });
      run.get();
    } finally {
      upkeep.shutdownNow();
    }
    if (!sound) {
      await().untilAsserted(() -> assertThat(vacuums(collection)).isEqualTo(1));
    }
  }

  @Test
  void leavesTheIndexAloneWhenSomebodyElseVacuums() {
    Collection collection = library.create("by-hand");
    fillAndDelete(collection);
    String table = Partition.of(collection).table();

    library.jdbi.useHandle(handle -> handle.execute("vacuum " + table));

    if (!sound) {
      // What the index still refers to can't be freed, so the empty table does not shrink.
      assertThat(size(table)).isPositive();
      library.jdbi.useHandle(handle -> handle.execute("vacuum (index_cleanup on) " + table));
    }
    assertThat(size(table)).isZero();
  }

  @Test
  void findsPassagesThatWereWrittenAroundAnUpkeep() {
    Collection collection = library.create("around");
    fillAndDelete(collection);
    new PartitionUpkeep(library.jdbi, library.settings).run();
    library.write(collection, library.document("after", passages(50)));

    long found =
        library.count(
            """
            with near as (
              select c.extract_id from %1$s c
              order by c.embedding::%2$s <=> (select embedding::%2$s from %1$s order by extract_id desc, ordinal desc limit 1)
              limit 10)
            select count(*) from near
            """
                .formatted(
                    Partition.of(collection).table(), Partition.of(collection).indexedType()));

    assertThat(found).isEqualTo(10);
  }

  @Test
  void goesOnWhenATableHasJustBeenDropped() {
    Partition partition = Partition.of(library.create("dropped"));
    library.jdbi.useHandle(partition::drop);
    PartitionUpkeep upkeep = new PartitionUpkeep(library.jdbi, library.settings);

    library.jdbi.useHandle(
        handle -> {
          upkeep.tidy(handle, new PartitionUpkeep.Due(partition, "dropped", false));
          upkeep.tidy(handle, new PartitionUpkeep.Due(partition, "dropped", true));
        });

    assertThat(held()).isZero();
  }

  @Test
  void comparesVersionsAsNumbers() {
    assertThat(VectorExtension.parse("0.7.4").scansIteratively()).isFalse();
    assertThat(VectorExtension.parse("0.8.0").scansIteratively()).isTrue();
    assertThat(VectorExtension.parse("0.8.3").vacuumsBesideInserts()).isFalse();
    assertThat(VectorExtension.parse("0.8.4").vacuumsBesideInserts()).isTrue();
    assertThat(VectorExtension.parse("0.10.0").vacuumsBesideInserts()).isTrue();
  }

  @Test
  void givesTablesBackToAutovacuumAfterAnUpgrade() {
    Collection collection = library.create("upgraded");

    library.jdbi.useHandle(handle -> Partition.of(collection).returnToAutovacuum(handle));

    assertThat(options(collection)).isEmpty();
  }

  private static void fillAndDelete(Collection collection) {
    DocumentId id = library.write(collection, library.document("a", passages(200))).id();
    library.transactions.run(() -> library.documents.delete(collection.id(), id));
    if (sound) {
      return; // Autovacuum may have been here before anybody looks.
    }
    // Counts reach the statistics with a delay, when a backend is idle or ends.
    await()
        .until(
            () ->
                library.count(
                        "select n_dead_tup from pg_stat_all_tables where relname = ?",
                        Partition.of(collection).table())
                    >= 200);
  }

  private static String[] passages(int count) {
    String[] passages = new String[count];
    for (int i = 0; i < count; i++) {
      passages[i] = "passage number " + i;
    }
    return passages;
  }

  private static String options(Collection collection) {
    return library.jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select coalesce(array_to_string(reloptions, ','), '') from pg_class where oid = to_regclass(?)",
                    Partition.of(collection).table())
                .mapTo(String.class)
                .one());
  }

  private static long size(String table) {
    return library.count("select pg_relation_size(to_regclass(?))", table);
  }

  private static long vacuums(Collection collection) {
    return library.count(
        "select vacuum_count from pg_stat_all_tables where relname = ?",
        Partition.of(collection).table());
  }

  private static long held() {
    return library.count(
        "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");
  }

  private static long waiting() {
    return library.count(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
  }
}
