package org.meshwork.tasks;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.meshwork.foundation.ProblemRecord;

/**
 * A task as it stands in the database.
 *
 * @param priority 0 to 9, 9 first
 * @param problem why it failed
 * @param attempts how often a server has begun to run it
 * @param stopped it waits, {@code queued}, for somebody to restart it
 * @param cancelRequested it is running and about to be cancelled
 */
public record Task(
    TaskId id,
    String skill,
    TaskState state,
    int priority,
    JsonObject input,
    Progress progress,
    Optional<JsonObject> result,
    Optional<ProblemRecord> problem,
    String submittedBy,
    Instant submittedAt,
    Optional<Instant> queuedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    int attempts,
    boolean stopped,
    boolean cancelRequested) {}
