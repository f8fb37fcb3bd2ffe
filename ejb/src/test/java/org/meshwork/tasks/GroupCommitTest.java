package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
  private static final int FORBIDDEN = 13;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<List<Integer>> writes = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore mayWrite = new Semaphore(0);

  @AfterEach
  void close() throws InterruptedException {
    mayWrite.release(1_000);
    callers.shutdownNow();
    assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private GroupCommit<Integer, String> group(int limit, Predicate<RuntimeException> byOneMember) {
    return new GroupCommit<>(
        limit,
        values -> {
          writes.add(values);
          mayWrite.acquireUninterruptibly();
          if (values.contains(FORBIDDEN)) {
            throw new IllegalArgumentException("forbidden");
          }
          return values.stream().map(it -> "row " + it).toList();
        },
        byOneMember);
  }

  /** The first is being written, and the others stand in the line, in their order. */
  private List<Future<String>> lineUp(GroupCommit<Integer, String> group, List<Integer> values) {
    List<Future<String>> results = new ArrayList<>();
    for (int value : values) {
      Callable<String> call = () -> group.add(value);
      results.add(callers.submit(call));
      int waiting = results.size() - 1;
      Awaitility.await().until(() -> !writes.isEmpty() && group.waiting() == waiting);
    }
    return results;
  }

  @Test
  void writesAtOnceForOneCallerAlone() {
    mayWrite.release();

    assertThat(group(10, e -> true).add(1)).isEqualTo("row 1");
    assertThat(writes).containsExactly(List.of(1));
  }

  @Test
  void writesTogetherWhoeverHasComeMeanwhile() throws Exception {
    List<Future<String>> results = lineUp(group(10, e -> true), List.of(1, 2, 3, 4));
    mayWrite.release(2);

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get()).isEqualTo("row " + (i + 1));
    }
    assertThat(writes).containsExactly(List.of(1), List.of(2, 3, 4));
  }

  @Test
  void writesNoMoreTogetherThanTheLimit() throws Exception {
    List<Future<String>> results = lineUp(group(2, e -> true), List.of(1, 2, 3, 4, 5, 6));
    mayWrite.release(10);

    for (Future<String> result : results) {
      assertThat(result.get()).startsWith("row ");
    }
    assertThat(writes).containsExactly(List.of(1), List.of(2, 3), List.of(4, 5), List.of(6));
  }

  @Test
  void letsOnlyTheOneFailThatIsToBlame() throws Exception {
    List<Future<String>> results = lineUp(group(10, e -> true), List.of(1, 2, FORBIDDEN, 4));
    mayWrite.release(10);

    assertThat(results.get(1).get()).isEqualTo("row 2");
    assertThatThrownBy(() -> results.get(2).get()).hasRootCauseMessage("forbidden");
    assertThat(results.get(3).get()).isEqualTo("row 4");
  }

  @Test
  void failsForAllAtOnceWhenNoneIsToBlame() {
    List<Future<String>> results = lineUp(group(10, e -> false), List.of(1, 2, FORBIDDEN, 4));
    mayWrite.release(10);

    for (Future<String> result : results.subList(1, 4)) {
      assertThatThrownBy(result::get).hasRootCauseMessage("forbidden");
    }
    assertThat(writes).hasSize(2);
  }

  @Test
  void goesOnAfterAFailure() {
    GroupCommit<Integer, String> group = group(10, e -> true);
    mayWrite.release(2);

    assertThatThrownBy(() -> group.add(FORBIDDEN)).isInstanceOf(IllegalArgumentException.class);
    assertThat(group.add(1)).isEqualTo("row 1");
  }

  @Test
  void losesAndMixesNothingUnderLoad() throws Exception {
    GroupCommit<Integer, String> group = group(7, e -> true);
    mayWrite.release(1_000_000);
    List<Future<Boolean>> loops = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      int first = caller * 1_000 + 100;
      Callable<Boolean> loop =
          () ->
              IntStream.range(first, first + 1_000)
                  .allMatch(it -> group.add(it).equals("row " + it));
      loops.add(callers.submit(loop));
    }

    for (Future<Boolean> loop : loops) {
      assertThat(loop.get()).isTrue();
    }
    assertThat(writes.stream().mapToInt(List::size).sum()).isEqualTo(16_000);
    assertThat(writes).allMatch(it -> it.size() <= 7);
  }
}
