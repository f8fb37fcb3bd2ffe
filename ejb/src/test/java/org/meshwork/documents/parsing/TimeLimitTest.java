package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/** What the caller gets when the thread that should read does not come back. */
class TimeLimitTest {
  private static final ParsingSettings HASTY =
      new ParsingSettings(Duration.ofSeconds(1), 1_000_000, 100, 512L << 20, 5);

  @TempDir Path directory;
  private final ExecutorService busy = Executors.newSingleThreadExecutor();
  private final ExecutorService callers = Executors.newSingleThreadExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private Path file;

  @BeforeEach
  void keepTheThreadBusy() throws Exception {
    file = Files.write(directory.resolve("a"), Samples.utf8(Samples.PROSE));
    CountDownLatch started = new CountDownLatch(1);
    busy.execute(
        () -> {
          started.countDown();
          boolean waiting = true;
          while (waiting) {
            try {
              released.await();
              waiting = false;
            } catch (InterruptedException e) {
              // Like a library that does not care.
            }
          }
        });
    started.await();
  }

  @AfterEach
  void release() {
    released.countDown();
    busy.shutdownNow();
    callers.shutdownNow();
  }

  @Test
  void callerIsToldInTime() {
    TikaDocumentParser parser = new TikaDocumentParser(busy, HASTY);
    DocumentUnreadable refusal =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () ->
                catchThrowableOfType(DocumentUnreadable.class, () -> parser.parse(file, "a.txt")));
    assertThat(refusal.type()).isEqualTo(Reason.TOO_SLOW.type());
  }

  /** A job that is being stopped must not record the document as unreadable. */
  @Test
  void interruptedCallerGetsNoReasonOfTheDocument() throws Exception {
    TikaDocumentParser parser = new TikaDocumentParser(busy, ParsingSettings.DEFAULTS);
    Future<Throwable> outcome =
        callers.submit(
            () -> {
              Thread.currentThread().interrupt();
              return catchThrowableOfType(RuntimeException.class, () -> parser.parse(file, "a"));
            });
    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
  }
}
