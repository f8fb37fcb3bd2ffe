package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meshwork.documents.content.ContentId;

@Timeout(60)
class EmbeddingCrewTest {
  private static final List<String> TEXTS = IntStream.range(0, 40).mapToObj("x"::repeat).toList();
  private static final Function<String, float[]> LENGTHS = text -> new float[] {text.length()};

  private static final ContentId BYTES = ContentId.of(new byte[32]);

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final EmbeddingCrew crew = new EmbeddingCrew(stopping::get);
  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() throws InterruptedException {
    others.shutdownNow();
    assertThat(others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void embedsAloneInTheOrderOfTheTexts() {
    assertThat(lengths(crew.embed(TEXTS, 2, LENGTHS)))
        .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
  }

  @Test
  void sharesTheTextsOfADocumentWithWhoHasNone() throws Exception {
    crew.hold();
    Future<?> helper = others.submit(crew::help);
    // No thread gets past it alone.
    CyclicBarrier two = new CyclicBarrier(2);
    Function<String, float[]> together =
        text -> {
          await(two);
          return LENGTHS.apply(text);
        };
    assertThat(lengths(crew.embed(TEXTS, 2, together)))
        .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
    crew.release();
    helper.get();
  }

  @Test
  void embedsNoMoreAtOnceThanTheModelServes() throws Exception {
    Semaphore served = new Semaphore(2);
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch third = new CountDownLatch(1);
    Function<String, float[]> model =
        text -> {
          assertThat(served.tryAcquire()).isTrue();
          both.countDown();
          await(third);
          served.release();
          return LENGTHS.apply(text);
        };
    List<Thread> owners = new CopyOnWriteArrayList<>();
    List<Future<List<Integer>>> vectors = new ArrayList<>();
    Callable<List<Integer>> work =
        () -> {
          owners.add(Thread.currentThread());
          return lengths(crew.embed(TEXTS, 2, model));
        };
    vectors.add(others.submit(work));
    vectors.add(others.submit(work));
    await(both);
    vectors.add(others.submit(work));
    Awaitility.await()
        .until(() -> owners.size() == 3 && owners.get(2).getState() == Thread.State.WAITING);

    third.countDown();

    for (Future<List<Integer>> each : vectors) {
      assertThat(each.get()).containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
    }
  }

  @Test
  void keepsHelpersUntilNobodyHoldsDocuments() throws Exception {
    crew.hold();
    crew.hold();
    Future<?> helper = others.submit(crew::help);
    crew.embed(TEXTS, 2, LENGTHS);
    crew.release();
    crew.embed(TEXTS, 2, LENGTHS);
    assertThat(helper.isDone()).isFalse();
    crew.release();
    helper.get();
  }

  @Test
  void letsHelpersGoAtOnceWhenNobodyHoldsDocuments() {
    crew.help();
  }

  @Test
  void failsTheOwnerForWhatAHelperMeets() throws Exception {
    failsTheOwner(new IllegalStateException("by the helper"));
  }

  @Test
  void failsTheOwnerForAnErrorOfAHelper() throws Exception {
    failsTheOwner(new LinkageError("by the helper"));
  }

  private void failsTheOwner(Throwable failure) throws Exception {
    crew.hold();
    Thread owner = Thread.currentThread();
    Future<?> helper = others.submit(crew::help);
    CountDownLatch helped = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                crew.embed(
                    TEXTS,
                    2,
                    text -> {
                      if (Thread.currentThread() == owner) {
                        await(helped);
                        return LENGTHS.apply(text);
                      }
                      helped.countDown();
                      throw unchecked(failure);
                    }))
        .isSameAs(failure);
    crew.release();
    helper.get();
  }

  @Test
  void givesNothingWhenTheRunIsToStop() {
    Function<String, float[]> stops =
        text -> {
          stopping.set(text.length() == 3);
          return LENGTHS.apply(text);
        };
    assertThat(crew.embed(TEXTS, 2, stops)).isEmpty();
  }

  @Test
  void endsWithAllVectorsWhenAStopComesAfterTheLast() {
    Function<String, float[]> stops =
        text -> {
          stopping.set(text.length() == 39);
          return LENGTHS.apply(text);
        };
    assertThat(lengths(crew.embed(TEXTS, 2, stops))).hasSize(40);
  }

  @Test
  void letsHelpersGoWhenTheRunIsToStop() throws Exception {
    crew.hold();
    Future<?> helper = others.submit(crew::help);

    stopping.set(true);
    crew.wake();

    helper.get();
  }

  @Test
  void letsOneWorkOnTheSameBytesAtATime() throws Exception {
    assertThat(crew.begin(0, BYTES)).isTrue();
    Future<Boolean> second = others.submit(() -> crew.begin(1, BYTES));
    assertThat(second.isDone()).isFalse();

    crew.end(0);

    assertThat(second.get()).isTrue();
  }

  @Test
  void helpsWhileAnotherWorksOnTheSameBytes() throws Exception {
    crew.begin(0, BYTES);
    Future<Boolean> second = others.submit(() -> crew.begin(1, BYTES));
    // No thread gets past it alone.
    CyclicBarrier two = new CyclicBarrier(2);
    crew.embed(
        TEXTS,
        2,
        text -> {
          await(two);
          return LENGTHS.apply(text);
        });

    crew.end(0);

    assertThat(second.get()).isTrue();
  }

  @Test
  void beginsNothingWhenTheRunIsToStop() throws Exception {
    crew.begin(0, BYTES);
    Future<Boolean> second = others.submit(() -> crew.begin(1, BYTES));

    stopping.set(true);
    crew.wake();

    assertThat(second.get()).isFalse();
  }

  @Test
  void letsAnInterruptedHelperGo() throws Exception {
    crew.hold();
    Thread helper = new Thread(crew::help);
    helper.start();
    helper.interrupt();
    helper.join();
  }

  private static List<Integer> lengths(Optional<List<float[]>> vectors) {
    return vectors.orElseThrow().stream().map(vector -> (int) vector[0]).toList();
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
