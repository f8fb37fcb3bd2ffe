package org.meshwork.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Requests of one server: credentials on, answers to JSON, everything else to a {@link Failure}.
 */
final class Http {
  private final URI server;
  private final Optional<Credentials> credentials;
  private final Patience patience;
  private final HttpClient client;

  Http(URI server, Optional<Credentials> credentials, Patience patience) {
    this.server = server;
    this.credentials = credentials;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  URI server() {
    return server;
  }

  Patience patience() {
    return patience;
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(ApiPath path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(path.under(server));
    request.header("User-Agent", "meshctl");
    credentials.ifPresent(c -> request.header("Authorization", c.header()));
    return request;
  }

  Answer get(ApiPath path) {
    return send(request(path).GET());
  }

  Answer delete(ApiPath path) {
    return send(request(path).DELETE());
  }

  Answer post(ApiPath path) {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  Answer post(ApiPath path, Object body) {
    return send(json(path, body));
  }

  HttpRequest.Builder json(ApiPath path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  Answer send(HttpRequest.Builder request) {
    return read(answer(request, () -> 0));
  }

  /** Sends a body whose progress can be asked for: it may take any time as long as it moves. */
  Answer send(HttpRequest.Builder request, CountedBody body) {
    try {
      return read(answer(request.POST(body), body::sent));
    } catch (Failure e) {
      throw e.exitCode() == ExitCode.UNREACHABLE && body.isInterrupted() ? e.inMidBody() : e;
    }
  }

  private HttpResponse<byte[]> answer(HttpRequest.Builder builder, LongSupplier sent) {
    HttpRequest request =
        builder.header("Accept", "application/json, application/problem+json").build();
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return await(pending, sent);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw Failure.unreachable("Interrupted while waiting for " + server + ".");
    }
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> pending, LongSupplier sent)
      throws ExecutionException, InterruptedException {
    while (true) {
      long before = sent.getAsLong();
      try {
        return pending.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (sent.getAsLong() == before) {
          pending.cancel(true);
          throw Failure.unreachable(
              server + " gave no answer within " + patience.answer().toSeconds() + " s.");
        }
      }
    }
  }

  /** A failure below HTTP. */
  Failure broken(Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
      return Failure.unreachable("No connection to " + server + ".");
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Failure.unreachable("The connection to " + server + " broke: " + reason);
  }

  private Answer read(HttpResponse<byte[]> response) {
    String mediaType = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.headers(), response.body());
    }
    if (response.body().length == 0) {
      return new Answer(MissingNode.getInstance());
    }
    try {
      return new Answer(Json.parse(response.body()));
    } catch (IOException e) {
      throw Failure.misunderstood(
          "HTTP status %d, %s, but no JSON document"
              .formatted(response.statusCode(), mediaType.isEmpty() ? "no media type" : mediaType));
    }
  }

  /** What an answer other than success means. */
  Failure refusal(int status, HttpHeaders headers, byte[] body) {
    Optional<Duration> retryAfter = retryAfter(headers);
    if (headers.firstValue("Content-Type").orElse("").contains("json")) {
      Optional<Trouble> trouble = trouble(body);
      if (trouble.isPresent()) {
        return Failure.refused(status, trouble.get(), retryAfter);
      }
    }
    if (status == 404 || status / 100 == 3) {
      return Failure.unreachable(
          "A server answers at %s, but not as a Meshwork node (HTTP status %d)."
              .formatted(server, status));
    }
    return Failure.refused(status, Failure.ofStatus(status), retryAfter);
  }

  /** In seconds; a date, which the header may hold too, no node sends. */
  private static Optional<Duration> retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Optional<Trouble> trouble(byte[] body) {
    try {
      JsonNode json = Json.parse(body);
      return json.isObject() ? Optional.of(Json.read(json, Trouble.class)) : Optional.empty();
    } catch (IOException e) {
      // A problem that cannot be read says no more than its status does.
      return Optional.empty();
    }
  }
}
