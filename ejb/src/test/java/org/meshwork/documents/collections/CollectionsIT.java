package org.meshwork.documents.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

class CollectionsIT {
  private static Library library;

  @BeforeAll
  static void open() {
    library = new Library();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void recordsModelAndDimension() {
    Collection created = library.create("records");

    assertThat(library.collections.require(new CollectionName("records"))).isEqualTo(created);
    assertThat(created.model()).isEqualTo(library.model.id());
    assertThat(created.dimension()).isEqualTo(Library.DIMENSION);
    assertThat(created.chunking()).isEqualTo(library.settings.chunking());
    assertThat(created.languages()).isEmpty();
  }

  @Test
  void makesAPartitionWithTheIndexesOfItsPrecision() {
    Collection full = library.create("full", Precision.FULL);
    Collection half = library.create("half", Precision.HALF);

    assertThat(indexes(full)).anyMatch(it -> it.contains("hnsw") && it.contains("vector_cosine"));
    assertThat(indexes(half)).anyMatch(it -> it.contains("hnsw") && it.contains("halfvec_cosine"));
    assertThat(indexes(half)).anyMatch(it -> it.contains("USING gin (search)"));
    assertThat(
            library.count(
                "select count(*) from pg_inherits where inhparent = 'chunk'::regclass and inhrelid = to_regclass(?)",
                Partition.of(half).table()))
        .isEqualTo(1);
  }

  @Test
  void refusesANameThatIsTaken() {
    library.create("taken");

    assertThatThrownBy(() -> library.create("taken")).isInstanceOf(CollectionNameTaken.class);
  }

  @Test
  void letsOneOfManyCreateAName() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Collection> created = new ArrayList<>();
    try {
      Callable<Collection> create = () -> library.create("raced");
      for (Future<Collection> each : callers.invokeAll(List.of(create, create, create, create))) {
        try {
          created.add(each.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(CollectionNameTaken.class);
        }
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(created).hasSize(1);
    assertThat(library.collections.find(new CollectionName("raced"))).contains(created.get(0));
  }

  @Test
  void leavesNoTableWhenTheTransactionFails() {
    long before =
        library.count("select count(*) from pg_inherits where inhparent = 'chunk'::regclass");

    assertThatThrownBy(
            () ->
                library.transactions.run(
                    () -> {
                      library.collections.create(wanted("undone", Optional.empty()));
                      throw new IllegalStateException("the server dies");
                    }))
        .hasMessage("the server dies");

    assertThat(library.collections.find(new CollectionName("undone"))).isEmpty();
    assertThat(
            library.count("select count(*) from pg_inherits where inhparent = 'chunk'::regclass"))
        .isEqualTo(before);
  }

  @Test
  void refusesChunksLongerThanTheModelTakes() {
    ChunkingOptions tooLong = new ChunkingOptions(Strategy.TOKENS, 511, 0);

    assertThatThrownBy(
            () ->
                library.transactions.call(
                    () -> library.collections.create(wanted("long", Optional.of(tooLong)))))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("at most 510");
  }

  @Test
  void deletesACollectionWithEverythingInIt() {
    Collection doomed = library.create("doomed");
    library.write(doomed, library.document("a", "one", "two"));

    library.transactions.run(() -> library.collections.delete(doomed.name()));

    assertThat(library.collections.find(doomed.name())).isEmpty();
    assertThat(
            library.count(
                "select count(*) from document where collection_id = ?", doomed.id().value()))
        .isZero();
    assertThat(
            library.count(
                "select count(*) from extract where collection_id = ?", doomed.id().value()))
        .isZero();
    assertThat(library.count("select count(to_regclass(?))", Partition.of(doomed).table()))
        .isZero();
    assertThatThrownBy(
            () -> library.transactions.run(() -> library.collections.delete(doomed.name())))
        .isInstanceOf(CollectionUnknown.class);
  }

  @Test
  void refusesToWriteIntoADeletedCollection() {
    Collection gone = library.create("gone");
    library.transactions.run(() -> library.collections.delete(gone.name()));

    assertThatThrownBy(() -> library.write(gone, library.document("a", "text")))
        .isInstanceOf(CollectionUnknown.class);
  }

  @Test
  void theDatabaseRefusesVectorsOfAnotherDimensionAndRowsOfAnotherCollection() {
    Collection collection = library.create("guarded");
    String insert =
        "insert into %s values (?, 1, 0, 0, 1, '{}', 't', 1, 'simple', '', ?::vector)"
            .formatted(Partition.of(collection).table());

    assertThatThrownBy(() -> execute(insert, collection.id().value(), "[1,2,3]"))
        .hasMessageContaining("check constraint");
    assertThatThrownBy(
            () -> execute(insert, -1, VectorText.of(library.model.embedPassage("other"))))
        .hasMessageContaining("constraint");
  }

  @Test
  void countsWhatIsInACollection() {
    Collection collection = library.create("counted");
    library.write(collection, library.document("a", "one", "two"));
    library.write(collection, library.document("copy of a", "one", "two"));
    library.write(collection, library.document("b", "three"));

    CollectionStats stats = library.collections.stats(collection);

    assertThat(stats.documents()).isEqualTo(3);
    assertThat(stats.chunks()).isEqualTo(3);
    assertThat(stats.contentBytes()).isEqualTo(8 + 8 + 5);
    assertThat(stats.storageBytes()).isPositive();
  }

  @Test
  void listsInPagesInTheOrderOfNames() {
    try (Library other = new Library()) {
      List.of("b", "a.1", "c", "a-1", "a_1").forEach(other::create);
      Page<Collection> first = other.collections.list(new PageRequest(Optional.empty(), 3));
      Page<Collection> second = other.collections.list(new PageRequest(first.next(), 3));

      assertThat(first.items())
          .extracting(it -> it.name().value())
          .containsExactly("a-1", "a.1", "a_1");
      assertThat(second.items()).extracting(it -> it.name().value()).containsExactly("b", "c");
      assertThat(second.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "-a",
        ".",
        "a b",
        "a/b",
        "ä",
        "a'; drop table task; --",
        "a\u0000",
        "a\n"
      })
  void refusesHostileNames(String name) {
    assertThatThrownBy(() -> new CollectionName(name)).isInstanceOf(InputRejected.class);
  }

  @Test
  void takesUpTo63Characters() {
    assertThat(new CollectionName("a".repeat(63)).value()).hasSize(63);
    assertThatThrownBy(() -> new CollectionName("a".repeat(64))).isInstanceOf(InputRejected.class);
  }

  private static void execute(String sql, Object... parameters) {
    try {
      library.jdbi.useHandle(handle -> handle.execute(sql, parameters));
    } catch (UnableToExecuteStatementException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    }
  }

  private static NewCollection wanted(String name, Optional<ChunkingOptions> chunking) {
    return new NewCollection(
        new CollectionName(name), "", Optional.empty(), Optional.empty(), chunking, "anna");
  }

  private static List<String> indexes(Collection collection) {
    return library.jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select indexdef from pg_indexes where tablename = ?",
                    Partition.of(collection).table())
                .mapTo(String.class)
                .list());
  }
}
