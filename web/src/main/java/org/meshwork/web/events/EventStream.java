package org.meshwork.web.events;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.meshwork.tasks.TaskEvent;
import org.meshwork.tasks.TaskEvents;
import org.meshwork.tasks.TaskEvents.Subscription;
import org.meshwork.tasks.Tasks;
import org.meshwork.web.http.JsonFormat;
import org.meshwork.web.tasks.TaskBody;

/**
 * One client that watches one task. Events go out one after the other, each when the one before has
 * left; a client that reads too slowly is let go, and goes on later from the last event it has
 * seen.
 */
final class EventStream implements TaskEvents.Listener {
  static final int MAX_WAITING = 2_000;

  private final Tasks tasks;
  private final SseEventSink sink;
  private final Sse sse;
  private final Executor executor;
  private final Consumer<EventStream> closed;
  private final AtomicInteger waiting = new AtomicInteger();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private Subscription subscription = () -> {};
  private boolean over;

  EventStream(
      Tasks tasks, SseEventSink sink, Sse sse, Executor executor, Consumer<EventStream> closed) {
    this.tasks = tasks;
    this.sink = sink;
    this.sse = sse;
    this.executor = executor;
    this.closed = closed;
  }

  synchronized void subscribed(Subscription given) {
    subscription = given;
    if (over) {
      given.close();
    }
  }

  @Override
  public void onEvents(List<TaskEvent> events) {
    if (waiting.addAndGet(events.size()) > MAX_WAITING) {
      close();
      return;
    }
    events.forEach(it -> enqueue(() -> send(it)));
  }

  @Override
  public void onEnd() {
    enqueue(
        () -> {
          close();
          return CompletableFuture.completedFuture(null);
        });
  }

  /** A comment: keeps proxies from closing a silent stream, and finds out who has gone. */
  void beat() {
    if (waiting.get() == 0) {
      enqueue(() -> sink.send(sse.newEventBuilder().comment("still here").build()));
    }
  }

  synchronized void close() {
    if (over) {
      return;
    }
    over = true;
    subscription.close();
    sink.close();
    closed.accept(this);
  }

  private synchronized void enqueue(Step step) {
    if (!over) {
      last = last.thenComposeAsync(ignored -> step.take(), executor).whenComplete(this::checked);
    }
  }

  private CompletionStage<?> send(TaskEvent event) {
    waiting.decrementAndGet();
    return sink.send(outbound(event));
  }

  private OutboundSseEvent outbound(TaskEvent event) {
    return sse.newEventBuilder()
        .id(Long.toString(event.id()))
        .name(event.type().toString())
        .mediaType(MediaType.TEXT_PLAIN_TYPE)
        .data(String.class, data(event))
        .build();
  }

  private String data(TaskEvent event) {
    return switch (event.type()) {
      case STATE, END -> JsonFormat.jsonb().toJson(TaskBody.of(tasks.require(event.task())));
      case PROGRESS, ITEM -> event.data().toString();
    };
  }

  private void checked(Object result, Throwable failure) {
    if (failure != null || sink.isClosed()) {
      close();
    }
  }

  private interface Step {
    CompletionStage<?> take();
  }
}
