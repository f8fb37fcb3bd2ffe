package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.LocalFile;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.PageView;
import org.meshwork.cli.client.Paging;
import org.meshwork.cli.client.ProgressView;
import org.meshwork.cli.client.TaskItemView;
import org.meshwork.cli.client.TaskView;

/** Hands documents over to a node and follows the tasks that they become. */
final class Ingestion implements AutoCloseable {
  static final int MAX_FAILURES = 1_000;
  static final Harvest.BatchSize USUAL_BATCH = new Harvest.BatchSize(500, 256_000_000L);

  private final MeshworkApi api;
  private final Surroundings surroundings;
  private final Output output;
  private final String collection;
  private final Detachment detachment;
  private final long started = System.nanoTime();
  private final List<Answer> tasks = new ArrayList<>();
  private final List<DocumentFailure> failures = new ArrayList<>();
  private long handedOver;

  Ingestion(MeshworkApi api, Surroundings surroundings, Output output, String collection) {
    this.api = api;
    this.surroundings = surroundings;
    this.output = output;
    this.collection = collection;
    this.detachment = new Detachment(surroundings.err());
  }

  List<DocumentFailure> failures() {
    return failures;
  }

  List<Answer> tasks() {
    return tasks;
  }

  /** Uploads in batches; a file that the node refuses becomes a failure. */
  void handOver(Harvest harvest, Harvest.BatchSize size) {
    // Asked before anything is sent: a refusal in mid-upload may reach this side as a broken
    // connection only.
    api.collection(collection);
    failures.addAll(harvest.unreadable());
    long all = harvest.bytes();
    long[] before = {0};
    detachment.handingOver(true);
    try (ProgressDisplay display =
        ProgressDisplay.of(surroundings, "Uploading", ProgressDisplay.Unit.ofBytes(all))) {
      for (List<LocalFile> batch : harvest.batches(size)) {
        LongConsumer progress = sent -> display.at(Math.min(all, before[0] + sent), all, "");
        List<DocumentFailure> refused =
            new Upload(api, collection, progress, this::add).send(batch);
        failures.addAll(refused);
        handedOver += batch.size() - refused.size();
        before[0] += batch.stream().mapToLong(LocalFile::bytes).sum();
      }
      display.at(all, all, "");
    }
    detachment.handingOver(false);
  }

  /** Lets the node read a directory of its own. */
  void handOver(String directory, Optional<Integer> priority) {
    Map<String, Object> input = Map.of("collection", collection, "directory", directory);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("skill", "document.ingest");
    body.put("input", input);
    priority.ifPresent(p -> body.put("priority", p));
    add(api.submit(body));
  }

  private void add(Answer task) {
    tasks.add(task);
    detachment.add(task.as(TaskView.class).id());
  }

  /** Leaves the tasks to the node. */
  void detach() {
    detachment.close();
  }

  IngestReport untilEnd() {
    List<String> ids = tasks.stream().map(task -> task.as(TaskView.class).id()).toList();
    List<Answer> ended;
    try (ProgressDisplay display =
        ProgressDisplay.of(surroundings, "Ingesting", ProgressDisplay.Unit.DOCUMENTS)) {
      ended = new Following(api, output, display, handedOver).untilEnd(ids);
    }
    detachment.settle();
    return report(ended);
  }

  private IngestReport report(List<Answer> ended) {
    long lost = failures.size();
    ProgressView sum = ProgressView.NONE;
    boolean completed = true;
    for (Answer answer : ended) {
      TaskView task = answer.as(TaskView.class);
      ProgressView progress = task.progress().orElse(ProgressView.NONE);
      sum = sum.plus(progress);
      completed &= task.isCompleted();
      if (progress.failed() > 0) {
        failures.addAll(failuresOf(api, task.id()));
      }
    }
    List<JsonNode> shown = ended.stream().map(Answer::json).toList();
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    return new IngestReport(
        collection,
        shown,
        sum.total() + lost,
        sum.done(),
        sum.failed() + lost,
        sum.chunks(),
        completed,
        seconds,
        failures.stream().map(DocumentFailure::shown).toList());
  }

  static List<DocumentFailure> failuresOf(MeshworkApi api, String task) {
    List<DocumentFailure> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Paging paging = new Paging(cursor, Paging.MAX_LIMIT);
      PageView page = api.items(task, Optional.of("failed"), paging).as(PageView.class);
      page.as(TaskItemView.class).forEach(item -> found.add(DocumentFailure.of(item)));
      cursor = page.next();
    } while (cursor.isPresent() && found.size() < MAX_FAILURES);
    return found;
  }

  @Override
  public void close() {
    detachment.close();
  }
}
