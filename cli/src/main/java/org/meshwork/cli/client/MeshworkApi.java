package org.meshwork.cli.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** The operations of {@code /api/v1} that meshctl uses; each throws {@link Failure}. */
public final class MeshworkApi {
  private static final int ATTEMPTS = 4;

  private final Http http;

  public MeshworkApi(URI server, Optional<Credentials> credentials, Patience patience) {
    this.http = new Http(server, credentials, patience);
  }

  public Answer node() {
    return http.get(ApiPath.of("node"));
  }

  public Answer collections(Paging paging) {
    return http.get(paging.on(ApiPath.of("collections")));
  }

  public Answer collection(String name) {
    return http.get(ApiPath.of("collections", name));
  }

  public Answer createCollection(Map<String, ?> collection) {
    return http.post(ApiPath.of("collections"), collection);
  }

  public void deleteCollection(String name) {
    http.delete(ApiPath.of("collections", name));
  }

  public Answer search(String collection, Map<String, ?> search) {
    return http.post(ApiPath.of("collections", collection, "search"), search);
  }

  /** Streams the files from disk; {@code sent} hears how many bytes have gone out. */
  public Answer upload(String collection, List<LocalFile> files, LongConsumer sent) {
    return insist(key -> upload(collection, files, sent, key));
  }

  private Answer upload(
      String collection, List<LocalFile> files, LongConsumer sent, String idempotencyKey) {
    Multipart form;
    try {
      form = Multipart.of(files);
    } catch (IOException e) {
      throw Failure.usage(
          "A file cannot be read: " + e.getMessage(), "Check that it is still there and readable.");
    }
    CountedBody body = new CountedBody(form.body(), sent);
    HttpRequest.Builder request =
        http.request(ApiPath.of("collections", collection, "documents"))
            .header("Content-Type", form.contentType())
            .header("Idempotency-Key", idempotencyKey);
    return http.send(request, body);
  }

  public Answer submit(Map<String, ?> task) {
    return insist(
        key -> http.send(http.json(ApiPath.of("tasks"), task).header("Idempotency-Key", key)));
  }

  /** The key lets a request be repeated when its answer was lost: it still makes one task only. */
  private Answer insist(Function<String, Answer> request) {
    String key = UUID.randomUUID().toString();
    for (int attempt = 1; ; attempt++) {
      try {
        return request.apply(key);
      } catch (Failure e) {
        if (!e.isPassing() || attempt == ATTEMPTS) {
          throw e;
        }
        http.patience().await(e.retryAfter(), attempt);
      }
    }
  }

  public Answer tasks(Optional<String> state, Optional<String> skill, Paging paging) {
    ApiPath path = ApiPath.of("tasks");
    ApiPath filtered = state.map(s -> path.with("state", s)).orElse(path);
    return http.get(paging.on(skill.map(s -> filtered.with("skill", s)).orElse(filtered)));
  }

  public Answer task(String id) {
    return http.get(ApiPath.of("tasks", id));
  }

  public Answer items(String id, Optional<String> state, Paging paging) {
    ApiPath path = ApiPath.of("tasks", id, "items");
    return http.get(paging.on(state.map(s -> path.with("state", s)).orElse(path)));
  }

  public Answer cancel(String id) {
    return http.post(ApiPath.of("tasks", id, "cancel"));
  }

  public Answer stop(String id) {
    return http.post(ApiPath.of("tasks", id, "stop"));
  }

  public Answer restart(String id) {
    return http.post(ApiPath.of("tasks", id, "restart"));
  }

  /** Follows the events of a task to its end, through interruptions of the connection. */
  public TaskWatch watch(String id) {
    return new TaskWatch(this, http, id);
  }
}
