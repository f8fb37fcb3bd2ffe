package org.meshwork.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as a node would, or as a test tells it to. */
public final class FakeNode implements AutoCloseable {
  public static final String USER = "ada";
  public static final String PASSWORD = "pâss word";
  public static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          5);

  /** Answers one request; it has been read and recorded. */
  public interface Handler {
    void answer(HttpExchange exchange, Request request) throws IOException;
  }

  /** A request as it came; of a body at most a megabyte is kept. */
  public record Request(
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      long length,
      String body) {
    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  private static final int KEPT = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile long mostBytes = Long.MAX_VALUE;
  private final CountDownLatch closed = new CountDownLatch(1);

  public FakeNode() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was asked, in order; {@code route} is such as {@code GET /api/v1/node}. */
  public List<Request> requests(String route) {
    return requests.stream().filter(r -> route.equals(r.method() + " " + r.path())).toList();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public FakeNode on(String route, Handler handler) {
    handlers.put(route, handler);
    return this;
  }

  public FakeNode on(String route, String json) {
    return on(route, (exchange, request) -> reply(exchange, 200, "application/json", json));
  }

  public FakeNode onProblem(String route, int status, String json) {
    return on(
        route, (exchange, request) -> reply(exchange, status, "application/problem+json", json));
  }

  public static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** Hangs up on requests of more bytes, without reading them. */
  public void hangUpBeyond(long bytes) {
    mostBytes = bytes;
  }

  /** Says nothing more until the test is over. */
  public void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String announced = exchange.getRequestHeaders().getFirst("Content-Length");
    if (announced != null && Long.parseLong(announced) > mostBytes) {
      exchange.close();
      return;
    }
    Request request = read(exchange);
    requests.add(request);
    if (!isKnown(request.header("Authorization"))) {
      reply(exchange, 401, "text/html", "<html>Unauthorized</html>");
      return;
    }
    Handler handler = handlers.get(request.method() + " " + request.path());
    if (handler == null) {
      reply(exchange, 404, "application/problem+json", unknown(request));
      return;
    }
    handler.answer(exchange, request);
  }

  private static boolean isKnown(String authorization) {
    byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return authorization.equals("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static String unknown(Request request) {
    return """
    {"type": "urn:meshwork:problem:unknown", "title": "Not found", "status": 404,
     "detail": "There is no %s.", "remedy": "CORRECT_INPUT"}"""
        .formatted(request.path());
  }

  private static Request read(HttpExchange exchange) throws IOException {
    byte[] kept = exchange.getRequestBody().readNBytes(KEPT);
    long length = kept.length;
    byte[] buffer = new byte[1 << 16];
    for (int n = exchange.getRequestBody().read(buffer);
        n >= 0;
        n = exchange.getRequestBody().read(buffer)) {
      length += n;
    }
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        Map.copyOf(exchange.getRequestHeaders()),
        length,
        new String(kept, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
