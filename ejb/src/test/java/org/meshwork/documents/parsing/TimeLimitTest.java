package org.meshwork.documents.parsing;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/** What the caller gets when the thread that should read is not there, or does not come back. */
class TimeLimitTest {
  private static final ParsingSettings HASTY =
      new ParsingSettings(Duration.ofSeconds(1), 1_000_000, 100, 512L << 20, 5);

  @TempDir Path directory;
  private final ExecutorService readers = Executors.newSingleThreadExecutor();
  private final ExecutorService callers = Executors.newSingleThreadExecutor();
  private Path file;

  /** Whoever opens it waits, deaf to interruption, until somebody opens the other end. */
  private Path stuck;

  @BeforeEach
  void makeFiles() throws Exception {
    file = Files.write(directory.resolve("a"), Samples.utf8(Samples.PROSE));
    stuck = directory.resolve("stuck");
    assertThat(new ProcessBuilder("mkfifo", stuck.toString()).start().waitFor()).isZero();
  }

  @AfterEach
  void release() throws Exception {
    readers.shutdownNow();
    callers.shutdownNow();
    do {
      FileChannel.open(stuck, READ, WRITE).close();
    } while (!readers.awaitTermination(10, TimeUnit.MILLISECONDS));
  }

  @Test
  void callerIsToldInTime() {
    DocumentUnreadable refusal =
        (DocumentUnreadable) failure(new TikaDocumentParser(readers, HASTY), stuck);
    assertThat(refusal.type()).isEqualTo(Reason.TOO_SLOW.type());
  }

  /** Neither is it slow: its time begins when it is read. */
  @Test
  void waitingInVainForAThreadIsNotTheDocumentsFault() {
    TikaDocumentParser parser = new TikaDocumentParser(readers, HASTY);
    failure(parser, stuck);
    assertThat(failure(parser, file))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("waited 2 seconds")
        .hasMessageContaining("MESH00520");
  }

  /** A job that is being stopped must not record the document as unreadable. */
  @Test
  void interruptedCallerGetsNoReasonOfTheDocument() throws Exception {
    TikaDocumentParser parser = new TikaDocumentParser(readers, ParsingSettings.DEFAULTS);
    Future<Throwable> outcome =
        callers.submit(
            () -> {
              Thread.currentThread().interrupt();
              return catchThrowableOfType(
                  RuntimeException.class, () -> parser.parse(stuck, "a.txt"));
            });
    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
  }

  private static Throwable failure(TikaDocumentParser parser, Path document) {
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> catchThrowableOfType(RuntimeException.class, () -> parser.parse(document, "a.txt")));
  }
}
