package org.meshwork.tasks;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.NodeId;
import org.meshwork.foundation.Settings;
import org.meshwork.foundation.TestDatabase;
import org.meshwork.foundation.Uuid7;
import org.meshwork.tasks.TaskRows.NewRow;

/** The tables of tasks in a database of their own, as one node sees them. */
final class TaskTable implements AutoCloseable {
  static final NodeId HERE = new NodeId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
  static final NodeId THERE = new NodeId(UUID.fromString("00000000-0000-4000-8000-000000000002"));

  private final TestDatabase database = TestDatabase.migrated();
  private final SecureRandom random = new SecureRandom();
  final Jdbi jdbi = database.jdbi();
  final TaskSettings settings =
      TaskSettings.read(
          new Settings(
              key -> Optional.ofNullable(Map.of(TaskSettings.MAX_ATTEMPTS, "3").get(key))));
  final TaskRows rows = new TaskRows(jdbi);
  final TaskWishes wishes = new TaskWishes(jdbi);
  final TaskEventRows events = new TaskEventRows(jdbi);

  TaskClaims claims(NodeId node) {
    return new TaskClaims(jdbi, node, settings);
  }

  TaskEnds ends(NodeId node) {
    return new TaskEnds(jdbi, node, settings);
  }

  TaskRecovery recovery(NodeId node) {
    return new TaskRecovery(jdbi, node, settings);
  }

  TaskId submitted(int priority) {
    Task task = task(priority, "anna");
    rows.insert(new NewRow(task, Optional.empty()));
    return task.id();
  }

  TaskId queued(int priority) {
    TaskId id = submitted(priority);
    ends(HERE).planned(claims(HERE).claimForPlanning(id).orElseThrow().run());
    return id;
  }

  TaskRun running() {
    return claims(HERE).claim(queued(4)).orElseThrow().run();
  }

  Task task(int priority, String submittedBy) {
    Clock clock = Clock.systemUTC();
    return new Task(
        new TaskId(Uuid7.next(clock, random)),
        "text.count",
        TaskState.SUBMITTED,
        priority,
        JsonText.object().add("text", "one two").build(),
        new Progress(0, 0, 0, 0, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        submittedBy,
        Instant.now(clock).truncatedTo(ChronoUnit.MICROS),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false);
  }

  Task read(TaskId id) {
    return rows.find(id).orElseThrow();
  }

  /** As if the lease of a task had ended that long ago. */
  void lapse(TaskId id, Duration ago) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "update task set lease_until = now() - ?::interval where id = ?",
                TaskClaims.interval(ago),
                id.value()));
  }

  /** As if the time that a lost attempt has to wait were over. */
  void endBackoff(TaskId id) {
    jdbi.useHandle(
        handle -> handle.execute("update task set not_before = null where id = ?", id.value()));
  }

  /** The types and states of a task's events, in their order. */
  List<String> told(TaskId id) {
    return events.after(id, 0, 1_000).stream()
        .map(event -> event.type() + " " + event.data().getString("state", ""))
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
