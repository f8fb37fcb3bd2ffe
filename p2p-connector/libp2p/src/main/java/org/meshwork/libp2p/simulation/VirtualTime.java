package org.meshwork.libp2p.simulation;

import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.meshwork.libp2p.connection.ConnectionFailed;

/**
 * One event loop for all nodes, whose time passes only between two tasks: at once when nothing is
 * left to do before the next timer. The thread that made it is the loop's; all methods are for that
 * thread alone, and none may be called from a task.
 */
public final class VirtualTime extends ManualIoEventLoop {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final long NEVER = -1;

  private final MockTicker ticker;

  public VirtualTime() {
    this(Ticker.newMockTicker());
  }

  private VirtualTime(MockTicker ticker) {
    super(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
    this.ticker = ticker;
  }

  /** How much has passed since the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(ticker.nanoTime() - ticker.initialNanoTime());
  }

  /** The date, for what expires: 2030 at the beginning. */
  public InstantSource date() {
    return () -> START.plus(elapsed());
  }

  /** Does what is due within the time, and leaves it at its end. */
  public void pass(Duration time) {
    long end = ticker.nanoTime() + time.toNanos();
    passUntil(() -> false, end);
    ticker.advance(end - ticker.nanoTime(), TimeUnit.NANOSECONDS);
    doWhatIsDue();
  }

  /**
   * Goes on until the condition holds, or the time has passed.
   *
   * @return whether it holds
   */
  public boolean passUntil(BooleanSupplier condition, Duration limit) {
    return passUntil(condition, ticker.nanoTime() + limit.toNanos());
  }

  private boolean passUntil(BooleanSupplier condition, long end) {
    doWhatIsDue();
    while (!condition.getAsBoolean()) {
      long next = nextScheduledTaskDeadlineNanos();
      if (next == NEVER || next - end > 0) {
        return false;
      }
      ticker.advance(Math.max(0, next - ticker.nanoTime()), TimeUnit.NANOSECONDS);
      doWhatIsDue();
    }
    return true;
  }

  private void doWhatIsDue() {
    while (runNow() > 0) {
      // What was done may have left more to do at the same time.
    }
  }

  /**
   * Goes on until the stage has completed.
   *
   * @return its value
   * @throws ConnectionFailed what it failed with; {@code TIMED_OUT} after the limit
   */
  public <T> T await(CompletionStage<T> stage, Duration limit) {
    if (!passUntil(stage.toCompletableFuture()::isDone, limit)) {
      throw new ConnectionFailed(
          ConnectionFailed.Reason.TIMED_OUT, "nothing came of it within " + limit);
    }
    try {
      return stage.toCompletableFuture().join();
    } catch (RuntimeException failure) {
      throw ConnectionFailed.of(failure);
    }
  }

  /** Ends the loop; timers that are left are forgotten. */
  @SuppressWarnings("deprecation") // The graceful way waits for time to pass, which it does not.
  public void end() {
    shutdown();
    while (!isTerminated()) {
      runNow();
    }
  }
}
