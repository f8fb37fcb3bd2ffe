package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RationedParserTest {
  private static final Path FILE = Path.of("a");

  private final ExecutorService callers = Executors.newFixedThreadPool(4);
  private final AtomicInteger reading = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void readsNoMoreAtOnceThanItMay() throws Exception {
    DocumentParser parser = new RationedParser(this::refuse, 2);
    List<Future<Throwable>> outcomes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      outcomes.add(callers.submit(() -> catchThrowable(() -> parser.parse(FILE, "a"))));
    }

    for (Future<Throwable> outcome : outcomes) {
      assertThat(outcome.get()).isInstanceOf(DocumentUnreadable.class);
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void interruptedWhileItWaitsGivesNoReasonOfTheDocument() throws Exception {
    DocumentParser parser = new RationedParser(this::refuse, 1);

    Future<Throwable> outcome =
        callers.submit(
            () -> {
              Thread.currentThread().interrupt();
              return catchThrowable(() -> parser.parse(FILE, "a"));
            });

    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
  }

  private ParsedDocument refuse(Path file, String name) {
    most.accumulateAndGet(reading.incrementAndGet(), Math::max);
    Thread.yield();
    reading.decrementAndGet();
    throw new DocumentUnreadable(DocumentUnreadable.Reason.CORRUPT, name);
  }
}
