package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.meshwork.libp2p.connection.ConnectionFailed;

/** Brings what any thread asks of a host onto the host's executor. */
final class HostTasks {
  private final EventExecutor executor;

  HostTasks(EventExecutor executor) {
    this.executor = executor;
  }

  /** At once if this is the executor. */
  void run(Runnable work) {
    if (executor.inEventLoop()) {
      work.run();
    } else {
      executor.execute(work);
    }
  }

  /** Runs the work on the executor; every caller gets a stage of its own. */
  <T> CompletionStage<T> call(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(
        () -> {
          try {
            work.get().whenComplete((value, failure) -> settle(result, value, failure));
          } catch (RuntimeException failure) {
            settle(result, null, failure);
          }
        });
    return result;
  }

  private static <T> void settle(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(ConnectionFailed.of(failure));
    }
  }
}
