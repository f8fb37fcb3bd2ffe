package org.meshwork.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.models.RemoteModelFailed.Reason;

/** Against a real HTTP server that answers as it is told, else as OpenAI's API would. */
class RemoteEmbeddingModelTest extends EmbeddingModelContract {
  private static final int DIMENSION = 8;
  private static final int MAX_TOKENS = 64;

  private record Reply(int status, String body) {}

  private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<JsonObject> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> authorizations = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/embeddings", this::answer);
    server.createContext("/silent/embeddings", this::keepSilent);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonObject request = Json.createReader(exchange.getRequestBody()).readObject();
    requests.add(request);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "" : authorization);
    Reply reply = replies.poll();
    String body = reply == null ? body(request.getString("input")) : reply.body();
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(reply == null ? 200 : reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void keepSilent(HttpExchange exchange) throws IOException {
    try {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("{".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      boolean ended = end.await(1, TimeUnit.MINUTES);
      assertThat(ended).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static String body(String text) {
    return body(
        IntStream.range(0, DIMENSION)
            .mapToObj(i -> String.valueOf((text.hashCode() >> i) % 100 + 0.5))
            .collect(Collectors.joining(",")),
        5);
  }

  private static String body(String vector, int tokens) {
    return """
    {"object":"list","data":[{"object":"embedding","index":0,"embedding":[%s]}],
     "model":"m","usage":{"prompt_tokens":%d,"total_tokens":%d}}"""
        .formatted(vector, tokens, tokens);
  }

  @Override
  EmbeddingModel model() {
    return model("/v1", Map.of());
  }

  private EmbeddingModel model(String path, Map<String, String> further) {
    Map<String, String> values = new HashMap<>();
    values.put("url", "http://127.0.0.1:%d%s/".formatted(server.getAddress().getPort(), path));
    values.put("model", "far-away");
    values.put("dimension", String.valueOf(DIMENSION));
    values.put("max-tokens", String.valueOf(MAX_TOKENS));
    values.put("pause", "PT0.001S");
    values.putAll(further);
    Map<String, String> keys = new HashMap<>();
    values.forEach((name, value) -> keys.put("meshwork.embedding.remote." + name, value));
    return new RemoteEmbeddingModel(
        Models.settings(keys).remote().orElseThrow(),
        Models.WORD_PIECE,
        Duration.ofMinutes(1),
        threads);
  }

  @Test
  void asksAsTheApiWantsIt() {
    EmbeddingModel model =
        model(
            "/v1", Map.of("key", "s3cret", "query-prefix", "query:", "passage-prefix", "passage:"));
    model.embedQuery("who?");
    model.embedPassage("he");
    assertThat(authorizations).containsOnly("Bearer s3cret");
    assertThat(requests)
        .extracting(request -> request.getString("input"))
        .containsExactly("query: who?", "passage: he");
    assertThat(requests.element().getString("model")).isEqualTo("far-away");
    assertThat(requests.element().getString("encoding_format")).isEqualTo("float");
  }

  @Test
  void sendsNoKeyWhenNoneIsSet() {
    model().embedQuery("who?");
    assertThat(authorizations).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void triesAgainWhatMayPass(int status) {
    replies.add(new Reply(status, "later"));
    replies.add(new Reply(status, "later"));
    assertThat(model().embedPassage("he")).hasSize(DIMENSION);
    assertThat(requests).hasSize(3);
  }

  @Test
  void givesUpAfterSoManyAttempts() {
    for (int i = 0; i < 10; i++) {
      replies.add(new Reply(503, "overloaded"));
    }
    assertFails(model(), Reason.UNREACHABLE, "answered 503: overloaded");
    assertThat(requests).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 302})
  void doesNotRepeatWhatIsRefused(int status) {
    replies.add(new Reply(status, "x".repeat(1_000)));
    assertFails(model(), Reason.REFUSED, "answered %d: %s.".formatted(status, "x".repeat(200)));
    assertThat(requests).hasSize(1);
  }

  @Test
  void refusesAVectorOfAnotherDimension() {
    replies.add(new Reply(200, body("1,2,3", 5)));
    assertFails(model(), Reason.UNUSABLE, "3 elements instead of 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3,4,5,6,7,1e999", "1,2,3,4,5,6,7,1e39"})
  void refusesElementsThatAreNotFinite(String vector) {
    replies.add(new Reply(200, body(vector, 5)));
    assertFails(model(), Reason.UNUSABLE, "not finite");
  }

  @Test
  void refusesTheNullVector() {
    replies.add(new Reply(200, body("0,0,0,0,0,0,0,0", 5)));
    assertFails(model(), Reason.UNUSABLE, "no direction");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"data\":[]}",
        "{\"data\":[{}]}",
        "{\"data\":[7]}",
        "{\"data\":[{\"embedding\":\"AAAA\"}]}",
        "{\"data\":[{\"embedding\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]}]}"
      })
  void refusesWhatIsNoAnswerOfTheApi(String body) {
    replies.add(new Reply(200, body));
    assertFails(model(), Reason.UNUSABLE, "can't be used");
  }

  @Test
  void doesNotReadAnEndlessAnswer() {
    for (int i = 0; i < 3; i++) {
      replies.add(new Reply(200, " ".repeat(10_000_000)));
    }
    assertFails(model(), Reason.UNREACHABLE, "the answer has more than");
  }

  @Test
  void doesNotWaitForeverForTheRestOfAnAnswer() {
    EmbeddingModel model = model("/silent", Map.of("timeout", "PT0.2S", "attempts", "2"));
    assertFails(model, Reason.UNREACHABLE, "no answer within PT0.2S");
  }

  @Test
  void saysWhenNobodyListens() {
    EmbeddingModel model = model("/v1", Map.of("url", "http://127.0.0.1:1"));
    assertFails(model, Reason.UNREACHABLE, "can't be reached");
  }

  @Test
  void refusesATextThatTheServerMayHaveCut() {
    replies.add(new Reply(200, body("1,2,3,4,5,6,7,8", MAX_TOKENS)));
    assertThatThrownBy(() -> model().embedPassage("short by our count"))
        .isInstanceOf(TextTooLong.class);
  }

  private static void assertFails(EmbeddingModel model, Reason reason, String message) {
    assertThatThrownBy(() -> model.embedPassage("he"))
        .hasMessageContaining("far-away at http://127.0.0.1")
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            RemoteModelFailed.class, failed -> assertThat(failed.type()).isEqualTo(reason.type()));
  }
}
