package org.meshwork.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.meshwork.cli.client.ExitCode;

/**
 * What came of an ingestion.
 *
 * @param tasks as the node describes them at the end
 * @param documents that were to be ingested
 * @param failed of them, for whatever reason and on whichever side
 * @param completed whether every task ran to its end
 * @param failures with reasons, the first {@value Ingestion#MAX_FAILURES} of a task
 */
record IngestReport(
    String collection,
    List<JsonNode> tasks,
    long documents,
    long succeeded,
    long failed,
    long chunks,
    boolean completed,
    double seconds,
    List<DocumentFailure.Shown> failures) {

  ExitCode exitCode() {
    return completed && failed == 0 ? ExitCode.OK : ExitCode.TASK_FAILED;
  }

  String text(List<DocumentFailure> listed) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d of %d documents are in collection %s, %d new chunks, %.1f s."
            .formatted(succeeded, documents, PlainText.of(collection), chunks, seconds));
    tasks.stream()
        .filter(task -> !"completed".equals(task.path("state").asText()))
        .forEach(task -> text.append('\n').append(TaskText.ending(task)));
    if (failed > 0) {
      text.append("\n%d failed:".formatted(failed)).append(DocumentFailure.list(listed));
    }
    return text.toString();
  }
}
