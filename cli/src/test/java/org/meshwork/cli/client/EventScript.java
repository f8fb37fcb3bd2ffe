package org.meshwork.cli.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Event streams of a task, one script a connection; the last one repeats itself. */
public final class EventScript implements FakeNode.Handler {
  /** How a connection ends. */
  public enum Ending {
    DROPPED,
    CLOSED,
    SILENT
  }

  private record Connection(List<String> events, Ending ending) {}

  private final FakeNode node;
  private final Deque<Connection> connections = new ArrayDeque<>();

  public EventScript(FakeNode node) {
    this.node = node;
  }

  public synchronized EventScript then(Ending ending, String... events) {
    connections.add(new Connection(List.of(events), ending));
    return this;
  }

  public static String event(long id, String type, String data) {
    return "id: %d\nevent: %s\ndata: %s\n\n".formatted(id, type, data.replace("\n", " "));
  }

  @Override
  public void answer(HttpExchange exchange, FakeNode.Request request) throws IOException {
    Connection connection = next();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (String event : connection.events()) {
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    switch (connection.ending()) {
      case CLOSED -> out.close();
      case SILENT -> node.hang();
      case DROPPED -> throw new IOException("dropped on purpose");
    }
    exchange.close();
  }

  private synchronized Connection next() {
    return connections.size() > 1 ? connections.remove() : connections.element();
  }
}
