package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final ModelId MODEL = new ModelId("m");

  @Test
  void letsNoMoreInThanItHasPlaces() {
    Turns turns = new Turns(2, Duration.ofMinutes(1));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CompletableFuture<?>[] callers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () ->
                            turns.take(
                                MODEL,
                                () -> {
                                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                  Thread.yield();
                                  return inside.decrementAndGet();
                                })))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(callers).join();
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void turnsAwayWhoHasWaitedTooLong() throws Exception {
    Turns turns = new Turns(1, Duration.ofMillis(20));
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Boolean> holder =
        CompletableFuture.supplyAsync(() -> turns.take(MODEL, () -> hold(taken, release)));
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> turns.take(MODEL, () -> 1))
        .isInstanceOfSatisfying(
            ModelUnavailable.class,
            problem -> assertThat(problem.type()).isEqualTo(ModelUnavailable.BUSY));
    assertThat(turns.close(Duration.ofMillis(20))).isFalse();
    release.countDown();
    assertThat(holder.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(turns.close(Duration.ofSeconds(10))).isTrue();
  }

  private static boolean hold(CountDownLatch taken, CountDownLatch release) {
    taken.countDown();
    try {
      return release.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void givesAPlaceBackWhenTheWorkFails() {
    Turns turns = new Turns(1, Duration.ofMillis(20));
    assertThatThrownBy(
            () ->
                turns.take(
                    MODEL,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(turns.<Integer>take(MODEL, () -> 7)).isEqualTo(7);
  }
}
