package org.meshwork.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meshwork.models.EmbeddingApi.Answer;
import org.meshwork.models.RemoteModelFailed.Reason;

/**
 * A model behind an OpenAI-compatible HTTP API. Attempts are bounded, with growing pauses; only
 * what may pass by itself is tried again. The tokens are counted with one of the node's own
 * vocabularies; where the server counts, too, and has reached the limit, the text is refused,
 * because the server may have cut it.
 */
final class RemoteEmbeddingModel implements EmbeddingModel {
  private static final int SPECIAL_TOKENS = 2;
  private static final int MAX_BYTES_PER_ELEMENT = 64;
  private static final int MAX_BYTES_BESIDE = 65_536;
  private static final int MAX_QUOTED_CHARACTERS = 200;

  private final RemoteModelSettings settings;
  private final Tokenizer tokenizer;
  private final Turns turns;
  private final HttpClient client;

  RemoteEmbeddingModel(
      RemoteModelSettings settings, Tokenizer tokenizer, Duration maxWait, Executor executor) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    turns = new Turns(settings.concurrency(), maxWait);
    client =
        HttpClient.newBuilder()
            .executor(executor)
            .connectTimeout(settings.timeout())
            .followRedirects(Redirect.NEVER)
            .build();
  }

  @Override
  public ModelId id() {
    return settings.model();
  }

  @Override
  public int dimension() {
    return settings.dimension();
  }

  @Override
  public int maxTokens() {
    return settings.maxTokens();
  }

  @Override
  public int specialTokens() {
    return SPECIAL_TOKENS + tokenizer.count(settings.passagePrefix());
  }

  @Override
  public int callers() {
    return turns.permits();
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public float[] embedPassage(String text) {
    return embed(settings.passagePrefix() + text);
  }

  @Override
  public float[] embedQuery(String text) {
    return embed(settings.queryPrefix() + text);
  }

  private float[] embed(String text) {
    int tokens = tokenizer.count(text) + SPECIAL_TOKENS;
    if (tokens > maxTokens()) {
      throw new TextTooLong(id(), tokens, maxTokens());
    }
    Answer answer = turns.take(id(), () -> ask(text));
    if (tokens < maxTokens() && answer.tokens().orElse(0) >= maxTokens()) {
      throw new TextTooLong(id(), answer.tokens().getAsInt(), maxTokens());
    }
    return Pooling.normalized(answer.vector());
  }

  private Answer ask(String text) {
    HttpRequest request = request(text);
    Duration pause = settings.pause();
    for (int attempt = 1; ; attempt++) {
      try {
        return read(exchange(request));
      } catch (RemoteModelFailed e) {
        if (e.reason() != Reason.UNREACHABLE || attempt == settings.attempts()) {
          throw e;
        }
      }
      pause(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private HttpRequest request(String text) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(EmbeddingApi.request(id(), text)));
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) {
    long maxBytes = MAX_BYTES_BESIDE + (long) MAX_BYTES_PER_ELEMENT * dimension();
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, head -> new BoundedBody(maxBytes));
    try {
      // The request's own timeout ends with the headers.
      return sent.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw failed(Reason.UNREACHABLE, "gave no answer within " + settings.timeout(), e);
    } catch (ExecutionException e) {
      throw failed(Reason.UNREACHABLE, "can't be reached: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw ModelUnavailable.stopped(id());
    }
  }

  private Answer read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      throw failed(Reason.UNREACHABLE, "answered %d: %s".formatted(status, quote(response)), null);
    }
    if (status != 200) {
      throw failed(
          Reason.REFUSED,
          "answered %d: %s. Check the settings meshwork.embedding.remote.*"
              .formatted(status, quote(response)),
          null);
    }
    try {
      return EmbeddingApi.answer(response.body(), dimension());
    } catch (IllegalArgumentException e) {
      throw failed(
          Reason.UNUSABLE,
          "gave an answer that can't be used: %s. Check the settings meshwork.embedding.remote.*"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String quote(HttpResponse<byte[]> response) {
    String body = new String(response.body(), UTF_8).strip();
    return body.substring(0, Math.min(body.length(), MAX_QUOTED_CHARACTERS));
  }

  private RemoteModelFailed failed(Reason reason, String what, Throwable cause) {
    return new RemoteModelFailed(
        reason, id(), "The model %s at %s %s".formatted(id(), settings.url(), what), cause);
  }

  private void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelUnavailable.stopped(id());
    }
  }
}
