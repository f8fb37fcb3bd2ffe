package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;

/** Two streams, joined, on virtual time. */
@ExtendWith(LeakWatch.class)
class CircuitTest {
  private static final CircuitLimit LIMIT = new CircuitLimit(Duration.ofMinutes(2), 1_000);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeStream left = new FakeStream();
  private final FakeStream right = new FakeStream();

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  @AfterEach
  void close() {
    time.close();
  }

  private CompletableFuture<Void> join(CircuitLimit limit) {
    return Circuit.join(left, right, limit, time.eventLoop()).toCompletableFuture();
  }

  private void pass(Duration duration) {
    time.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    time.runScheduledPendingTasks();
  }

  @Test
  void forwardsBothWaysAndEachEndOnItsOwn() {
    CompletableFuture<Void> ended = join(LIMIT);
    left.arrive(10);
    right.arrive(20);
    assertThat(right.written.readableBytes()).isEqualTo(10);
    assertThat(left.written.readableBytes()).isEqualTo(20);
    left.arriveEnd();
    assertThat(right.isWriteClosed).isTrue();
    assertThat(left.isWriteClosed).isFalse();
    right.arrive(20);
    assertThat(left.written.readableBytes()).isEqualTo(40);
    right.arriveEnd();
    assertThat(left.isWriteClosed).isTrue();
    left.closed.complete(null);
    assertThat(ended).isNotDone();
    right.closed.complete(null);
    assertThat(ended).isCompleted();
    pass(Duration.ofMinutes(3));
    assertThat(left.isReset || right.isReset).isFalse();
  }

  @Test
  void takesNoMoreThanOnePieceFromOneWhoseOtherDoesNotRead() {
    join(CircuitLimit.NONE);
    right.takeNothing();
    for (int count = 0; count < 10; count++) {
      left.arrive(100);
    }
    assertThat(right.written.readableBytes()).isEqualTo(100);
    assertThat(left.waitingBytes()).isEqualTo(900);
    right.arrive(50);
    assertThat(left.written.readableBytes()).as("the other way").isEqualTo(50);
    right.takeAll();
    assertThat(right.written.readableBytes()).isEqualTo(1_000);
    left.reset();
  }

  @Test
  void endsAtItsBytesEachWay() {
    CompletableFuture<Void> ended = join(LIMIT);
    left.arrive(1_000);
    right.arrive(1_000);
    assertThat(ended).isNotDone();
    left.arrive(1);
    assertThat(left.isReset && right.isReset).isTrue();
    assertThat(right.written.readableBytes()).isEqualTo(1_000);
    assertThat(ended).isCompleted();
  }

  @Test
  void endsAtItsTime() {
    CompletableFuture<Void> ended = join(LIMIT);
    pass(Duration.ofSeconds(119));
    assertThat(ended).isNotDone();
    pass(Duration.ofSeconds(1));
    assertThat(left.isReset && right.isReset).isTrue();
    assertThat(ended).isCompleted();
  }

  @Test
  void hasNoLimitIfThatIsSaid() {
    CompletableFuture<Void> ended = join(CircuitLimit.NONE);
    left.arrive(10_000_000);
    pass(Duration.ofDays(10));
    assertThat(ended).isNotDone();
    left.reset();
    assertThat(right.isReset).isTrue();
    assertThat(ended).isCompleted();
  }
}
