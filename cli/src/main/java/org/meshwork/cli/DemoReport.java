package org.meshwork.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.CollectionView;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.SearchView;

/**
 * What the demo did; its JSON is described in docs/cli.md.
 *
 * @param phases seconds by name, in order
 * @param chunks in the collection
 * @param newChunks of this run
 */
record DemoReport(
    Map<String, Double> phases,
    double seconds,
    String collection,
    Documents documents,
    long chunks,
    long newChunks,
    List<DocumentFailure.Shown> failures,
    List<Asked> questions) {

  record Documents(long total, long succeeded, long failed) {}

  /**
   * A question and what was found.
   *
   * @param hits as the node sent them
   */
  record Asked(
      String question, double tookMillis, List<JsonNode> hits, @JsonIgnore SearchView view) {
    static Asked of(String question, Answer found) {
      SearchView view = found.as(SearchView.class);
      List<JsonNode> hits = new ArrayList<>();
      found.json().path("hits").forEach(hits::add);
      return new Asked(question, view.tookMillis(), hits, view);
    }
  }

  static DemoReport of(
      Phases phases, IngestReport ingested, CollectionView collection, List<Asked> questions) {
    return new DemoReport(
        phases.seconds(),
        phases.total(),
        ingested.collection(),
        new Documents(ingested.documents(), ingested.succeeded(), ingested.failed()),
        collection.stats().map(CollectionView.Stats::chunks).orElse(ingested.chunks()),
        ingested.chunks(),
        ingested.failures(),
        questions);
  }

  /** A document that fails alone is part of the demonstration. */
  ExitCode exitCode() {
    boolean answered = questions.stream().noneMatch(asked -> asked.hits().isEmpty());
    return answered && documents.succeeded() > 0 ? ExitCode.OK : ExitCode.TASK_FAILED;
  }
}
