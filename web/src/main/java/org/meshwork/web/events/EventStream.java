package org.meshwork.web.events;

import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.meshwork.tasks.TaskEvent;
import org.meshwork.tasks.TaskEvents;
import org.meshwork.tasks.TaskEvents.Subscription;

/**
 * One client that watches one task. Events go out one after the other, each when the one before has
 * left; a client that reads too slowly is let go, and goes on later from the last event it has
 * seen.
 *
 * <p>Nothing here waits for the client, and no lock is held while the server is called: it calls
 * back on the threads that do the input and output of all clients.
 */
final class EventStream implements TaskEvents.Listener {
  static final int MAX_WAITING = 2_000;

  private interface Step {
    CompletionStage<?> take();
  }

  private final SseEventSink sink;
  private final EventFormat format;
  private final Executor executor;
  private final Runnable endOfResponse;
  private final Consumer<EventStream> closed;

  private final Queue<Step> waiting = new ArrayDeque<>();
  private Subscription subscription = () -> {};

  /** Somebody sees to the next step. */
  private boolean busy;

  /** A thread is inside the sink. */
  private boolean writing;

  private boolean over;

  /**
   * @param endOfResponse must not wait for the client, as {@link SseEventSink#close} does
   */
  EventStream(
      SseEventSink sink,
      EventFormat format,
      Executor executor,
      Runnable endOfResponse,
      Consumer<EventStream> closed) {
    this.sink = sink;
    this.format = format;
    this.executor = executor;
    this.endOfResponse = endOfResponse;
    this.closed = closed;
    // RESTEasy says too early of the first thing it sends that it has left, and the response may
    // end with the next; so that is nothing anybody would miss.
    waiting.add(() -> sink.send(format.signOfLife()));
  }

  void subscribed(Subscription given) {
    synchronized (this) {
      subscription = given;
      if (!over) {
        return;
      }
    }
    given.close();
  }

  @Override
  public void onEvents(List<TaskEvent> events) {
    if (!add(events.stream().<Step>map(it -> () -> sink.send(format.event(it))).toList())) {
      close();
    }
  }

  @Override
  public void onEnd() {
    synchronized (this) {
      waiting.add(this::end);
    }
    wake();
  }

  private CompletionStage<?> end() {
    close();
    return CompletableFuture.completedFuture(null);
  }

  /** A comment: keeps proxies from closing a silent stream, and finds out who has gone. */
  void beat() {
    if (isIdle()) {
      add(List.of(() -> sink.send(format.signOfLife())));
    }
  }

  private synchronized boolean isIdle() {
    return !busy;
  }

  private boolean add(List<Step> steps) {
    synchronized (this) {
      if (over) {
        return true;
      }
      if (waiting.size() + steps.size() > MAX_WAITING) {
        return false;
      }
      waiting.addAll(steps);
    }
    wake();
    return true;
  }

  private void wake() {
    synchronized (this) {
      if (busy || over) {
        return;
      }
      busy = true;
    }
    executor.execute(this::takeNext);
  }

  private void takeNext() {
    next().map(this::take).ifPresent(this::goOn);
  }

  private synchronized Optional<Step> next() {
    Optional<Step> next = over ? Optional.empty() : Optional.ofNullable(waiting.poll());
    busy = next.isPresent();
    writing = busy;
    return next;
  }

  private CompletionStage<?> take(Step step) {
    try {
      return step.take();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    } finally {
      written();
    }
  }

  private void written() {
    synchronized (this) {
      writing = false;
      if (!over) {
        return;
      }
    }
    endResponse();
  }

  private void goOn(CompletionStage<?> step) {
    step.whenComplete(
        (sent, failure) ->
            executor.execute(failure == null && !sink.isClosed() ? this::takeNext : this::close));
  }

  void close() {
    Subscription ours;
    boolean quiet;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      waiting.clear();
      ours = subscription;
      quiet = !writing;
    }
    ours.close();
    closed.accept(this);
    // Whoever is inside the sink ends the response when it comes back.
    if (quiet) {
      endResponse();
    }
  }

  private void endResponse() {
    try {
      executor.execute(endOfResponse);
    } catch (RejectedExecutionException e) {
      // The node is going down.
      endOfResponse.run();
    }
  }
}
