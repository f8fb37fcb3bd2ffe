package org.meshwork.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.node.DeployedNode;

/** A task's events over a connection that is cut. */
class TaskEventsIT extends DeployedNode {
  private static final int FILES = 8;
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("admin:" + System.getProperty("meshwork.test.password")).getBytes(UTF_8));

  private record Event(long id, String name, String data) {}

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void goesOnAfterTheLastEventThatWasSeen() throws Exception {
    String task = ingest();
    List<Event> seen = read(task, "", "", 3);

    seen.addAll(read(task, Long.toString(last(seen)), "", Integer.MAX_VALUE));

    as("admin").awaitEnd(task);
    List<Event> undisturbed = read(task, "", "", Integer.MAX_VALUE);
    assertThat(seen).extracting(Event::id).isEqualTo(ids(undisturbed));
    assertThat(ids(undisturbed)).isSorted().doesNotHaveDuplicates();
    assertThat(undisturbed)
        .filteredOn(it -> it.name().equals("item"))
        .hasSizeGreaterThanOrEqualTo(FILES);
    Event end = undisturbed.get(undisturbed.size() - 1);
    assertThat(end.name()).isEqualTo("end");
    assertThat(JsonPath.from(end.data()).getString("state")).isEqualTo("completed");
    assertThat(JsonPath.from(end.data()).getString("id")).isEqualTo(task);

    assertThat(ids(read(task, "", "?after=" + seen.get(2).id(), Integer.MAX_VALUE)))
        .isEqualTo(ids(undisturbed).subList(3, undisturbed.size()));
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

  private static long last(List<Event> events) {
    return events.get(events.size() - 1).id();
  }

  private static List<Long> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  /** Reads up to {@code max} events or to the end of the stream, then hangs up. */
  private List<Event> read(String task, String lastEventId, String query, int max)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(URL + "/api/v1/tasks/" + task + "/events" + query))
            .header("Authorization", AUTHORIZATION)
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      return read(lines, max);
    }
  }

  private static List<Event> read(BufferedReader lines, int max) throws IOException {
    List<Event> events = new ArrayList<>();
    long id = 0;
    String name = "";
    String data = "";
    for (String line = lines.readLine();
        line != null && events.size() < max;
        line = lines.readLine()) {
      if (line.startsWith("id:")) {
        id = Long.parseLong(line.substring(3).strip());
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5).strip();
      } else if (line.isEmpty() && !data.isEmpty()) {
        events.add(new Event(id, name, data));
        data = "";
      }
    }
    return events;
  }
}
