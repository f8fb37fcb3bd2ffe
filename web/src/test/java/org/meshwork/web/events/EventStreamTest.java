package org.meshwork.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.meshwork.tasks.Progress;
import org.meshwork.tasks.Task;
import org.meshwork.tasks.TaskEvent;
import org.meshwork.tasks.TaskEvent.Type;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskState;

class EventStreamTest {
  private static final TaskId TASK = new TaskId(new UUID(0, 1));

  private final Client client = new Client();
  private final List<String> calls = new ArrayList<>();
  private TaskState state = TaskState.RUNNING;
  private final EventStream stream =
      new EventStream(
          client,
          new EventFormat(id -> task(), new FakeSse()),
          Runnable::run,
          () -> calls.add("end of response"),
          it -> calls.add("closed"));

  EventStreamTest() {
    stream.subscribed(() -> calls.add("unsubscribed"));
    stream.beat();
    client.reads();
    client.reads();
    client.sent.clear();
  }

  /** A client whose connection takes one event at a time. */
  private final class Client implements SseEventSink {
    private final List<String> sent = new ArrayList<>();
    private CompletableFuture<Void> left = new CompletableFuture<>();
    private Runnable whileWriting = () -> {};

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
      sent.add(
          event.getComment() == null ? event.getName() + " " + event.getId() : event.getComment());
      whileWriting.run();
      left = new CompletableFuture<>();
      return left;
    }

    void reads() {
      left.complete(null);
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    @Override
    public void close() {
      throw new AssertionError("this would wait for the client");
    }
  }

  /** RESTEasy says too early of the first thing it sends that it has left. */
  @Test
  void beginsWithNothingThatWouldBeMissed() {
    EventStream another =
        new EventStream(
            client,
            new EventFormat(id -> task(), new FakeSse()),
            Runnable::run,
            () -> {},
            it -> {});
    client.sent.clear();
    another.onEvents(items(1, 1));
    assertThat(client.sent).containsExactly("still here");

    client.reads();
    assertThat(client.sent).containsExactly("still here", "item 1");
  }

  @Test
  void sendsOneEventAfterTheOther() {
    stream.onEvents(items(1, 2));
    assertThat(client.sent).containsExactly("item 1");

    client.reads();
    assertThat(client.sent).containsExactly("item 1", "item 2");
  }

  @Test
  void endsTheResponseWhenAllHasLeft() {
    state = TaskState.COMPLETED;
    stream.onEvents(List.of(event(1, Type.END)));
    stream.onEnd();
    assertThat(client.sent).containsExactly("end 1");
    assertThat(calls).isEmpty();

    client.reads();
    assertThat(calls).containsExactly("unsubscribed", "closed", "end of response");
  }

  @Test
  void isNotTheEndWhenTheTaskWasRestartedMeanwhile() {
    state = TaskState.QUEUED;
    stream.onEvents(List.of(event(1, Type.END)));

    assertThat(client.sent).containsExactly("state 1");
  }

  @Test
  void letsGoOfAClientThatDoesNotReadWithoutWaitingForIt() {
    stream.onEvents(items(1, EventStream.MAX_WAITING));
    stream.onEvents(items(EventStream.MAX_WAITING + 1, EventStream.MAX_WAITING + 2));
    stream.onEvents(items(EventStream.MAX_WAITING + 3, EventStream.MAX_WAITING + 3));

    assertThat(calls).containsExactly("unsubscribed", "closed", "end of response");
    client.reads();
    assertThat(client.sent).containsExactly("item 1");
  }

  @Test
  void doesNotEndTheResponseWhileItIsWritten() {
    client.whileWriting =
        () -> {
          stream.close();
          assertThat(calls).containsExactly("unsubscribed", "closed");
        };
    stream.onEvents(items(1, 2));

    assertThat(calls).containsExactly("unsubscribed", "closed", "end of response");
    client.reads();
    assertThat(client.sent).containsExactly("item 1");
  }

  @Test
  void closesWhenTheClientHasGone() {
    stream.onEvents(items(1, 2));
    client.left.completeExceptionally(new IOException("reset by peer"));

    assertThat(calls).containsExactly("unsubscribed", "closed", "end of response");
  }

  @Test
  void closesASubscriptionThatComesTooLate() {
    stream.close();
    calls.clear();
    stream.subscribed(() -> calls.add("unsubscribed"));

    assertThat(calls).containsExactly("unsubscribed");
  }

  @Test
  void givesASignOfLifeOnlyWhenNothingElseIsSent() {
    stream.beat();
    stream.beat();
    assertThat(client.sent).containsExactly("still here");

    client.reads();
    stream.beat();
    assertThat(client.sent).containsExactly("still here", "still here");
  }

  private static List<TaskEvent> items(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(id -> event(id, Type.ITEM)).toList();
  }

  private static TaskEvent event(long id, Type type) {
    return new TaskEvent(id, TASK, type, Instant.EPOCH, JsonObject.EMPTY_JSON_OBJECT);
  }

  private Task task() {
    return new Task(
        TASK,
        "text.count",
        state,
        4,
        Json.createObjectBuilder().build(),
        new Progress(0, 0, 0, 0, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        "anna",
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        false,
        false);
  }
}
