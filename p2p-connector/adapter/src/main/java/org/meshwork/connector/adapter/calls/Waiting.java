package org.meshwork.connector.adapter.calls;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;

/** Threads of applications that wait for stages of libp2p; never an event loop. */
public final class Waiting {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  private Waiting() {}

  /**
   * @throws MeshFailed {@code BAD_REQUEST} unless 1 ms to 10 minutes
   */
  public static void requireTimeout(Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new MeshFailed(
          Reason.BAD_REQUEST,
          "a timeout of %s, not %s to %s".formatted(timeout, MIN_TIMEOUT, MAX_TIMEOUT));
    }
  }

  /**
   * @throws MeshFailed what the stage met, {@code TIMED_OUT}, or {@code STOPPED} if the thread is
   *     interrupted
   */
  public static <T> T await(CompletionStage<T> stage, Duration timeout) {
    try {
      return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new MeshFailed(Reason.TIMED_OUT, "no answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeshFailed(Reason.STOPPED, "the thread was interrupted as it waited", e);
    }
  }
}
