package org.meshwork.documents.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.documents.TestTransactions;
import org.meshwork.foundation.TestDatabase;

class ContentStoreIT {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static TestDatabase database;
  private static TestTransactions transactions;
  private static Jdbi jdbi;

  @TempDir private Path directory;
  private ContentStore store;

  @BeforeAll
  static void migrate() {
    database = TestDatabase.migrated();
    transactions = new TestTransactions(database.dataSource());
    jdbi = transactions.jdbi();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    jdbi.useHandle(handle -> handle.execute("truncate content, task, collection cascade"));
    store = TestContent.store(jdbi);
  }

  @Test
  void givesBackManyPiecesAsTheyWere() throws IOException {
    byte[] bytes = random(3 * ContentRows.PIECE_BYTES + 17);

    StoredContent stored = put(bytes);

    assertThat(stored.length()).isEqualTo(bytes.length);
    try (InputStream in = store.open(stored.id())) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(count("select count(*) from content_piece")).isEqualTo(4);
  }

  @Test
  void copiesToAFile() throws IOException {
    Path file = directory.resolve("copy");
    StoredContent stored = put(random(ContentRows.PIECE_BYTES));

    store.copyTo(stored.id(), file);

    assertThat(Files.size(file)).isEqualTo(stored.length());
    assertThat(put(Files.readAllBytes(file))).isEqualTo(stored);
  }

  @Test
  void keepsNoBytesOfAnEmptyStream() throws IOException {
    StoredContent stored = put(new byte[0]);

    assertThat(stored.length()).isZero();
    try (InputStream in = store.open(stored.id())) {
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void keepsTheSameBytesOnce() {
    byte[] bytes = random(2 * ContentRows.PIECE_BYTES);

    assertThat(put(bytes)).isEqualTo(put(bytes));
    assertThat(count("select count(*) from content_piece")).isEqualTo(2);
  }

  @Test
  void keepsTheSameBytesOnceWhenPutAtTheSameTime() throws Exception {
    byte[] bytes = random(2 * ContentRows.PIECE_BYTES);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      Callable<StoredContent> put = () -> put(bytes);
      for (Future<StoredContent> each : callers.invokeAll(List.of(put, put, put, put))) {
        assertThat(each.get().length()).isEqualTo(bytes.length);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(count("select count(*) from content_piece")).isEqualTo(2);
  }

  @Test
  void refusesMoreThanTheLimitWithoutReadingOn() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> store.put(endless, ContentRows.PIECE_BYTES + 100L))
        .isInstanceOf(ContentTooLarge.class)
        .hasMessageContaining("max-document-size");
    assertThat(count("select count(*) from content")).isZero();
  }

  @Test
  void takesExactlyTheLimit() {
    byte[] bytes = random(1_000);

    assertThat(store.put(new ByteArrayInputStream(bytes), 1_000).length()).isEqualTo(1_000);
    assertThatThrownBy(() -> store.put(new ByteArrayInputStream(bytes), 999))
        .isInstanceOf(ContentTooLarge.class);
  }

  @Test
  void keepsNothingOfAStreamThatBreaks() {
    InputStream broken =
        new InputStream() {
          private int left = ContentRows.PIECE_BYTES + 5;

          @Override
          public int read() throws IOException {
            if (left == 0) {
              throw new IOException("connection reset");
            }
            left--;
            return 'x';
          }
        };

    assertThatThrownBy(() -> store.put(broken, UNLIMITED)).isInstanceOf(UncheckedIOException.class);
    assertThat(count("select count(*) from content")).isZero();
  }

  @Test
  void saysThatBytesAreNotThere() {
    ContentId unknown = ContentId.of(new byte[32]);

    assertThatThrownBy(() -> store.open(unknown))
        .isInstanceOf(ContentMissing.class)
        .hasMessageContaining(unknown.sha256());
  }

  @Test
  void removesOldBytesThatNothingRefersTo() {
    StoredContent old = put("old".getBytes(UTF_8));
    age("61 minutes");
    StoredContent young = put("young".getBytes(UTF_8));

    assertThat(remove()).isEqualTo(1);

    assertThatThrownBy(() -> store.open(old.id())).isInstanceOf(ContentMissing.class);
    assertThat(store.open(young.id())).isNotNull();
    assertThat(count("select count(*) from content_piece")).isEqualTo(1);
  }

  @Test
  void keepsOldBytesThatWerePutAgain() {
    byte[] bytes = "again".getBytes(UTF_8);
    put(bytes);
    age("5 hours");
    put(bytes);

    assertThat(remove()).isZero();
  }

  @Test
  void keepsOldBytesOfADocument() {
    StoredContent content = put("of a document".getBytes(UTF_8));
    age("30 days");
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "insert into collection (name, model, dimension, precision, chunking, created_at, created_by) values ('c', 'm', 3, 'full', '{}', now(), 'anna')");
          handle.execute(
              "insert into extract (collection_id, sha256, media_type, text, characters, chunks) select id, ?, 'text/plain', '', 0, 0 from collection",
              content.id().bytes());
          handle.execute(
              "insert into document (id, collection_id, name, sha256, extract_id, source, length, ingested_at) select ?, collection_id, 'n', sha256, id, 'upload', 1, now() from extract",
              UUID.randomUUID());
        });

    assertThat(remove()).isZero();

    jdbi.useHandle(handle -> handle.execute("delete from document"));
    assertThat(remove()).isEqualTo(1);
  }

  @Test
  void keepsOldBytesThatAnUnfinishedTaskWillRead() {
    StoredContent content = put("of a task".getBytes(UTF_8));
    age("30 days");
    jdbi.useHandle(
        handle -> {
          UUID task = UUID.randomUUID();
          handle.execute(
              "insert into task (id, skill, state, input, submitted_by, submitted_at) values (?, 'document.ingest', 'running', '{}', 'anna', now())",
              task);
          handle.execute(
              "insert into ingest_item (task_id, n, name, source, sha256, length, state) values (?, 1, 'n', 'upload', ?, 1, 'pending')",
              task,
              content.id().bytes());
        });

    assertThat(remove()).isZero();

    jdbi.useHandle(handle -> handle.execute("update ingest_item set state = 'failed'"));
    assertThat(remove()).isEqualTo(1);
  }

  private StoredContent put(byte[] bytes) {
    return transactions.call(() -> store.put(new ByteArrayInputStream(bytes), UNLIMITED));
  }

  private int remove() {
    return transactions.call(() -> store.removeUnreferenced(Duration.ofHours(1)));
  }

  /** As if all bytes had been put that much earlier. */
  private static void age(String interval) {
    jdbi.useHandle(
        handle ->
            handle.execute("update content set last_put_at = last_put_at - ?::interval", interval));
  }

  private static long count(String sql) {
    return jdbi.withHandle(handle -> handle.select(sql).mapTo(long.class).one());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
