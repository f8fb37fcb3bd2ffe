package org.meshwork.cli.client;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One connection to an event stream, from request to its end; to be read by one thread. */
final class EventConnection implements AutoCloseable {
  private final LineQueue lines = new LineQueue();
  private final CompletableFuture<HttpResponse<Void>> pending;
  private final EventParser parser = new EventParser();
  private final Patience patience;

  EventConnection(Http http, ApiPath path, String lastEventId) {
    this.patience = http.patience();
    HttpRequest.Builder request = http.request(path).header("Accept", "text/event-stream").GET();
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    pending = http.client().sendAsync(request.build(), handler(http));
    pending.whenComplete((response, failure) -> lines.end());
  }

  private BodyHandler<Void> handler(Http http) {
    return info -> info.statusCode() == 200 ? stream() : refusal(http, info);
  }

  private BodySubscriber<Void> stream() {
    return BodySubscribers.fromLineSubscriber(lines);
  }

  private BodySubscriber<Void> refusal(Http http, ResponseInfo info) {
    return BodySubscribers.mapping(
        BodySubscribers.ofByteArray(),
        body -> {
          lines.refuse(http.refusal(info.statusCode(), info.headers(), body));
          return null;
        });
  }

  /**
   * The next event; empty when the connection has ended, broken or fallen silent.
   *
   * @throws Failure when the server refused the request
   */
  Optional<ServerEvent> next() throws InterruptedException {
    while (true) {
      Optional<String> line = lines.next(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      Optional<ServerEvent> event = parser.accept(line.get());
      if (event.isPresent()) {
        return event;
      }
    }
  }

  @Override
  public void close() {
    lines.cancel();
    pending.cancel(true);
  }
}
