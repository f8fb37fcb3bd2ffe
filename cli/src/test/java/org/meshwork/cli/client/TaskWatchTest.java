package org.meshwork.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.meshwork.cli.client.EventScript.event;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.cli.client.EventScript.Ending;

class TaskWatchTest {
  private static final String TASK = "GET /api/v1/tasks/t";
  private static final String EVENTS = TASK + "/events";
  private static final String RUNNING = task("running");
  private static final String COMPLETED = task("completed");

  private final FakeNode node = new FakeNode();
  private final EventScript script = new EventScript(node);
  private final List<Long> done = new ArrayList<>();
  private final List<String> reconnects = new ArrayList<>();

  @AfterEach
  void stop() {
    node.close();
  }

  private static String task(String state) {
    return "{\"id\": \"t\", \"skill\": \"document.ingest\", \"state\": \"" + state + "\"}";
  }

  private static String progress(long id, int done) {
    String data = "{\"total\": 9, \"done\": %d, \"failed\": 0, \"chunks\": 1}".formatted(done);
    return event(id, "progress", data);
  }

  private TaskView watch(Patience patience) {
    Credentials credentials = new Credentials(FakeNode.USER, FakeNode.PASSWORD);
    MeshworkApi api = new MeshworkApi(node.address(), Optional.of(credentials), patience);
    TaskWatch.Listener listener =
        new TaskWatch.Listener() {
          @Override
          public void progress(ProgressView progress) {
            done.add(progress.done());
          }

          @Override
          public void reconnecting(String reason) {
            reconnects.add(reason);
          }
        };
    return api.watch("t").untilEnd(listener).as(TaskView.class);
  }

  private TaskView watch() {
    return watch(FakeNode.QUICK);
  }

  @Test
  void goesOnAfterTheLastEventWhenTheConnectionDrops() {
    node.on(TASK, RUNNING);
    node.on(EVENTS, script);
    script.then(Ending.DROPPED, progress(11, 1), progress(12, 2));
    script.then(Ending.CLOSED, progress(12, 2), progress(13, 3), event(14, "end", COMPLETED));

    assertThat(watch().state()).isEqualTo("completed");
    assertThat(done).containsExactly(1L, 2L, 3L);
    assertThat(node.requests(EVENTS))
        .extracting(request -> request.header("Last-event-id"))
        .containsExactly("", "12");
  }

  @Test
  void asksForTheTaskWhenTheEndEventIsLost() {
    node.on(TASK, COMPLETED);
    node.on(EVENTS, script.then(Ending.CLOSED, progress(1, 1)));

    assertThat(watch().state()).isEqualTo("completed");
  }

  @Test
  void goesOnAfterTheEndOfATaskThatWasRestarted() {
    node.on(TASK, RUNNING);
    node.on(EVENTS, script);
    script.then(Ending.CLOSED, event(1, "end", RUNNING));
    script.then(Ending.CLOSED, event(2, "end", COMPLETED));

    assertThat(watch().state()).isEqualTo("completed");
    assertThat(node.requests(EVENTS))
        .extracting(request -> request.header("Last-event-id"))
        .containsExactly("", "1");
  }

  @Test
  void endsWithAStateThatIsFinal() {
    node.on(EVENTS, script.then(Ending.SILENT, event(1, "state", task("cancelled"))));

    assertThat(watch().state()).isEqualTo("cancelled");
  }

  @Test
  void reconnectsWhenTheStreamFallsSilent() {
    node.on(TASK, RUNNING);
    node.on(EVENTS, script);
    script.then(Ending.SILENT, progress(1, 1));
    script.then(Ending.CLOSED, event(2, "end", COMPLETED));
    Patience usual = FakeNode.QUICK;
    Duration silence = Duration.ofMillis(300);

    TaskView task =
        watch(
            new Patience(
                usual.connect(),
                usual.answer(),
                silence,
                usual.firstPause(),
                usual.longestPause(),
                usual.attempts()));

    assertThat(task.state()).isEqualTo("completed");
    assertThat(node.requests(EVENTS)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void waitsForANodeThatRestarts() {
    AtomicInteger asked = new AtomicInteger();
    node.on(
        TASK,
        (exchange, request) ->
            FakeNode.reply(exchange, asked.incrementAndGet() < 3 ? 503 : 404, "text/html", "no"));
    AtomicInteger followed = new AtomicInteger();
    node.on(
        EVENTS,
        (exchange, request) -> {
          if (followed.incrementAndGet() < 4) {
            throw new IOException("dropped on purpose");
          }
          script.answer(exchange, request);
        });
    script.then(Ending.CLOSED, event(1, "end", COMPLETED));

    assertThat(watch().state()).isEqualTo("completed");
    assertThat(reconnects).isNotEmpty();
  }

  @Test
  void givesUpOnANodeThatStaysAway() {
    node.close();

    Failure failure = catchThrowableOfType(Failure.class, this::watch);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(reconnects).hasSize(FakeNode.QUICK.attempts() - 1);
  }

  @Test
  void doesNotInsistWhenTheServerRefuses() {
    node.onProblem(EVENTS, 403, "{\"title\": \"Forbidden\", \"detail\": \"a reader may not\"}");

    Failure failure = catchThrowableOfType(Failure.class, this::watch);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(node.requests(EVENTS)).hasSize(1);
  }

  @Test
  void reportsAnEventThatIsNoJson() {
    node.on(EVENTS, script.then(Ending.SILENT, event(1, "progress", "{")));

    assertThat(catchThrowableOfType(Failure.class, this::watch).exitCode())
        .isEqualTo(ExitCode.FAULT);
  }

  @Test
  void ignoresEventsOfALaterVersion() {
    node.on(EVENTS, script);
    script.then(Ending.CLOSED, event(1, "weather", "{}"), event(2, "end", COMPLETED));

    assertThat(watch().state()).isEqualTo("completed");
  }

  @Test
  void hearsEventsWithoutAnId() {
    node.on(EVENTS, script);
    String anonymous = progress(0, 5).replace("id: 0\n", "");
    script.then(Ending.CLOSED, progress(3, 1), anonymous, event(4, "end", COMPLETED));

    watch();

    assertThat(done).containsExactly(1L, 5L);
  }
}
