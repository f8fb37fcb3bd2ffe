package org.meshwork.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** A task as it is shown to people. */
public record TaskView(
    String id,
    String skill,
    String state,
    Optional<Integer> priority,
    Optional<JsonNode> input,
    Optional<ProgressView> progress,
    Optional<Trouble> problem,
    Optional<String> submittedBy,
    Optional<Instant> submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Integer> attempts,
    Optional<Boolean> stopped) {

  public boolean isEnded() {
    return isCompleted() || "failed".equals(state) || "cancelled".equals(state);
  }

  /** Whether it waits for somebody to restart it. */
  public boolean isStopped() {
    return stopped.orElse(false);
  }

  public boolean isCompleted() {
    return "completed".equals(state);
  }
}
