package org.meshwork.web;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import java.util.Optional;

/** A client of one event stream, which reads when it is asked to. */
final class EventReader implements AutoCloseable {
  record Event(long id, String name, String data) {
    String state() {
      return JsonPath.from(data).getString("state");
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /**
   * @param lastEventId empty to begin at the beginning
   */
  static EventReader open(String url, String authorization, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", authorization)
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new EventReader(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Everything of an answer that is no stream. */
  JsonPath body() {
    return JsonPath.from(lines.lines().reduce("", String::concat));
  }

  /** Empty when the stream has ended. */
  Optional<Event> next() throws IOException {
    long id = 0;
    String name = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id:")) {
        id = Long.parseLong(line.substring(3).strip());
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        return Optional.of(new Event(id, name, line.substring(5).strip()));
      }
    }
    return Optional.empty();
  }

  List<Event> next(int count) throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next().orElseThrow());
    }
    return events;
  }

  List<Event> rest() throws IOException {
    List<Event> events = new ArrayList<>();
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      events.add(event.get());
    }
    return events;
  }

  String comment() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(":")) {
      line = lines.readLine();
    }
    return line == null ? "" : line.substring(1).strip();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
