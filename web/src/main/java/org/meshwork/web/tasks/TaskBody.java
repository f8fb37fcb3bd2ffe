package org.meshwork.web.tasks;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.tasks.Task;
import org.meshwork.web.http.RestApplication;

@Schema(
    name = "Task",
    requiredProperties = {
      "id",
      "skill",
      "state",
      "priority",
      "input",
      "progress",
      "submittedBy",
      "submittedAt",
      "attempts",
      "stopped",
      "cancelRequested",
      "links"
    })
public record TaskBody(
    @Schema(format = "uuid", description = "UUIDv7: its order is the order of submission.")
        String id,
    @Schema(examples = "document.ingest") String skill,
    @Schema(enumeration = {"submitted", "queued", "running", "completed", "failed", "cancelled"})
        String state,
    @Schema(description = "0 to 9, 9 first.", minimum = "0", maximum = "9") int priority,
    @Schema(type = SchemaType.OBJECT, description = "As the skill takes it.") JsonObject input,
    ProgressBody progress,
    @Schema(type = SchemaType.OBJECT, description = "Of a completed task, as the skill gives it.")
        Optional<JsonObject> result,
    @Schema(description = "Why it failed.") Optional<RecordedProblemBody> problem,
    String submittedBy,
    Instant submittedAt,
    Optional<Instant> queuedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    @Schema(description = "How often a server has begun to run it.") int attempts,
    @Schema(description = "It waits, queued, for somebody to restart it.") boolean stopped,
    @Schema(description = "It is running, and about to be cancelled.") boolean cancelRequested,
    LinksBody links) {

  @Schema(
      name = "TaskLinks",
      requiredProperties = {"self", "events", "items"})
  public record LinksBody(String self, String events, String items) {
    static LinksBody of(String id) {
      String self = RestApplication.ROOT + "/tasks/" + id;
      return new LinksBody(self, self + "/events", self + "/items");
    }
  }

  public static TaskBody of(Task it) {
    return new TaskBody(
        it.id().toString(),
        it.skill(),
        it.state().toString(),
        it.priority(),
        it.input(),
        ProgressBody.of(it.progress()),
        it.result(),
        it.problem().map(RecordedProblemBody::of),
        it.submittedBy(),
        it.submittedAt(),
        it.queuedAt(),
        it.startedAt(),
        it.finishedAt(),
        it.attempts(),
        it.stopped(),
        it.cancelRequested(),
        LinksBody.of(it.id().toString()));
  }
}
