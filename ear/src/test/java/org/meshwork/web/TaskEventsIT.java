package org.meshwork.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meshwork.node.DeployedNode;
import org.meshwork.web.EventReader.Event;

/** A task's events, over connections that are cut, that stall, and that are too many. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TaskEventsIT extends DeployedNode {
  private static final int FILES = 8;

  /** As arquillian.xml sets it. */
  private static final int MAX_WATCHERS = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("admin:" + System.getProperty("meshwork.test.password")).getBytes(UTF_8));

  private final WatchedTasks tasks = new WatchedTasks();

  /** The node notices within a heartbeat that a client has gone. */
  @AfterEach
  void leaveNothing() {
    tasks.close();
    awaitStreams(0);
  }

  @Test
  void tellsWhatBecomesOfEachDocument() throws Exception {
    String task = ingest();

    List<Event> events = readAll(task, "");

    assertThat(ids(events)).isSorted().doesNotHaveDuplicates();
    assertThat(events).filteredOn(it -> it.name().equals("item")).hasSize(FILES);
    assertThat(events).filteredOn(it -> it.name().equals("end")).hasSize(1);
    Event end = events.get(events.size() - 1);
    assertThat(end.name()).isEqualTo("end");
    assertThat(end.state()).isEqualTo("completed");
    as("admin").request().delete("/collections/watched").then().statusCode(204);
  }

  private String ingest() {
    as("admin").createCollection("watched");
    var request = as("admin").request();
    for (int i = 0; i < FILES; i++) {
      request.multiPart("file", i + ".txt", ("Watched text number " + i + ".").getBytes(UTF_8));
    }
    return request
        .post("/collections/watched/documents")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  @Test
  void goesOnAfterTheLastEventThatWasSeen() throws Exception {
    String task = tasks.running();
    tasks.items(task, 5, 10);
    List<Event> seen;
    try (EventReader cut = open(task, "")) {
      assertThat(cut.header("Content-Type")).startsWith("text/event-stream");
      seen = new ArrayList<>(cut.next(3));
    }
    tasks.items(task, 5, 10);

    try (EventReader again = open(task, last(seen))) {
      seen.addAll(again.next(8));
      tasks.end(task, "completed");
      seen.addAll(again.rest());
    }

    List<Event> undisturbed = readAll(task, "");
    assertThat(ids(seen)).isEqualTo(ids(undisturbed)).isSorted().doesNotHaveDuplicates();
    assertThat(undisturbed).hasSize(12);
    try (EventReader byParameter =
        EventReader.open(url(task) + "?after=" + seen.get(2).id(), AUTHORIZATION, "")) {
      assertThat(ids(byParameter.rest())).isEqualTo(ids(undisturbed).subList(3, 12));
    }
  }

  @Test
  void endIsTheLastEventAlsoOfATaskThatWasRestarted() throws Exception {
    String task = tasks.running();
    tasks.end(task, "failed");
    tasks.restart(task);

    try (EventReader reader = open(task, "")) {
      assertThat(reader.next(3)).extracting(Event::name).containsOnly("state");
      tasks.end(task, "completed");
      assertThat(reader.rest()).extracting(Event::name).containsExactly("end");
    }
  }

  @Test
  void endComesEvenWhenTheEventsAreNoLongerKept() throws Exception {
    String task = tasks.running();
    tasks.end(task, "completed");
    String end = last(readAll(task, ""));
    tasks.forgetEvents(task);

    for (String known : List.of("", end, Long.toString(Long.MAX_VALUE))) {
      List<Event> events = readAll(task, known);
      assertThat(events).as(known).extracting(Event::name).containsExactly("end");
      assertThat(events.get(0).state()).isEqualTo("completed");
    }
  }

  @Test
  void givesASignOfLifeWhenNothingHappens() throws Exception {
    try (EventReader reader = open(tasks.running(), "")) {
      assertThat(reader.comment()).isEqualTo("still here");
      assertThat(reader.comment()).isEqualTo("still here");
    }
  }

  @Test
  void refusesMoreWatchersThanAllowedUntilOneHasGone() throws Exception {
    String task = tasks.running();
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_WATCHERS; i++) {
        readers.add(open(task, ""));
      }
      try (EventReader refused = EventReader.open(url(task), AUTHORIZATION, "")) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.body().getString("type")).endsWith(":too-many-watchers");
      }
      readers.remove(0).close();
      awaitStreams(MAX_WATCHERS - 1);
      readers.add(open(task, ""));
    } finally {
      for (EventReader reader : readers) {
        reader.close();
      }
    }
  }

  /** Whoever does not read costs nobody else anything, neither while it lives nor when it dies. */
  @Test
  void aClientThatStallsDisturbsNobody() throws Exception {
    String flooded = tasks.running();
    String quiet = tasks.running();
    try (EventReader other = open(quiet, "")) {
      other.next(1);
      try (Socket stalled = stalled(flooded)) {
        awaitStreams(2);
        tasks.items(flooded, 3_000, 8_000);
        awaitStreams(1);
        assertServed(other, quiet);
        // A reset instead of an orderly end.
        stalled.setSoLinger(true, 0);
      }
      assertServed(other, quiet);
    }
  }

  private void assertServed(EventReader other, String task) throws IOException {
    for (int i = 0; i < 10; i++) {
      tasks.items(task, 1, 10);
      assertThat(other.next(1)).extracting(Event::name).containsExactly("item");
      assertThat(as("admin").task(task).getString("state")).isEqualTo("running");
    }
  }

  private static Socket stalled(String task) throws IOException {
    URI url = URI.create(url(task));
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(url.getPath(), url.getAuthority(), AUTHORIZATION);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  /** As the node counts them; a client that has gone is missed after the next sign of life. */
  private static void awaitStreams(int expected) {
    await("%d open streams".formatted(expected))
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(streams()).isEqualTo(expected));
  }

  private static int streams() {
    String figures = given().get(MANAGEMENT_URL + "/prometheus").asString();
    Matcher gauge =
        Pattern.compile("^meshwork_events_streams(?:\\{[^}]*})? ([0-9.]+)", Pattern.MULTILINE)
            .matcher(figures);
    // There is no such figure before the first stream.
    return gauge.find() ? (int) Double.parseDouble(gauge.group(1)) : 0;
  }

  private static EventReader open(String task, String lastEventId) throws Exception {
    EventReader reader = EventReader.open(url(task), AUTHORIZATION, lastEventId);
    assertThat(reader.status()).isEqualTo(200);
    return reader;
  }

  private static List<Event> readAll(String task, String lastEventId) throws Exception {
    try (EventReader reader = open(task, lastEventId)) {
      return reader.rest();
    }
  }

  private static String url(String task) {
    return URL + "/api/v1/tasks/" + task + "/events";
  }

  private static String last(List<Event> events) {
    return Long.toString(events.get(events.size() - 1).id());
  }

  private static List<Long> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }
}
