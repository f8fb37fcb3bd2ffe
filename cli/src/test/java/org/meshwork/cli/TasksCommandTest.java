package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.cli.client.EventScript.event;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.EventScript;
import org.meshwork.cli.client.FakeNode;

class TasksCommandTest {
  private static final String TASKS = "/api/v1/tasks";

  @TempDir private Path home;

  private final FakeNode node = new FakeNode();

  @AfterEach
  void stop() {
    node.close();
  }

  private Run run(String... arguments) {
    return Shell.of(node, home).run(arguments);
  }

  private static String task(String id, String state, String more) {
    return """
    {"id": "%s", "skill": "document.ingest", "state": "%s", "submittedBy": "ada",
     "submittedAt": "2026-01-31T08:00:00Z", "input": {"collection": "notes"},
     "progress": {"total": 4, "done": 2, "failed": 1, "chunks": 6, "secondsLeft": 3}%s}"""
        .formatted(id, state, more);
  }

  private void ends(String id, String task) {
    node.on("GET " + TASKS + "/" + id, task);
    EventScript script = new EventScript(node);
    node.on(
        "GET " + TASKS + "/" + id + "/events",
        script.then(EventScript.Ending.CLOSED, event(1, "end", task)));
  }

  @Test
  void listsByStateAndSkill() {
    node.on("GET " + TASKS, "{\"items\": [" + task("t1", "running", "") + "]}");

    Run run = run("tasks", "list", "--state=running", "--skill=document.ingest");

    assertThat(run.out()).contains("t1", "running", "3/4", "6");
    assertThat(node.requests("GET " + TASKS).get(0).query())
        .isEqualTo("state=running&skill=document.ingest&limit=50");
  }

  @Test
  void showsWhyATaskFailed() {
    String problem = ", \"problem\": {\"title\": \"Lost\", \"detail\": \"no disk\"}";
    node.on("GET " + TASKS + "/t1", task("t1", "failed", problem));

    Run run = run("tasks", "show", "t1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Task t1 is failed: 3/4 documents", "Lost: no disk", "by ada");
  }

  @Test
  void watchesSeveralTasksToTheirEnds() {
    ends("t1", task("t1", "completed", ""));
    ends("t2", task("t2", "cancelled", ""));
    String items =
        "{\"items\": [{\"n\": 1, \"name\": \"a.pdf\", \"state\": \"failed\", \"chunks\": 0}]}";
    node.on("GET " + TASKS + "/t1/items", items).on("GET " + TASKS + "/t2/items", items);

    Run run = run("tasks", "watch", "t1", "t2", "--json");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.json().path("tasks").findValuesAsText("state"))
        .containsExactly("completed", "cancelled");
    assertThat(run.json().path("failures")).hasSize(2);
    assertThat(run.err()).doesNotContain("re-attach");
  }

  @Test
  void endsAWatchOfAStoppedTask() {
    String stopped =
        task("t1", "queued", ", \"stopped\": true").replace("\"failed\": 1", "\"failed\": 0");
    node.on("GET " + TASKS + "/t1", stopped);
    EventScript script = new EventScript(node);
    node.on(
        "GET " + TASKS + "/t1/events",
        script.then(EventScript.Ending.SILENT, event(5, "state", stopped)));

    Run run = run("tasks", "watch", "t1");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).contains("Task t1 is stopped", "meshctl tasks restart t1");
  }

  @Test
  void doesNotWatchATaskThatIsMissing() {
    Run run = run("tasks", "watch", "nothing");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).doesNotContain("re-attach");
  }

  @Test
  void listsWhatBecameOfEachDocument() {
    node.on(
        "GET " + TASKS + "/t1/items",
        """
        {"items": [{"n": 7, "name": "a\\u001b]0;x.pdf", "state": "failed", "chunks": 0,
          "problem": {"title": "Encrypted", "detail": "a password is needed"}}], "next": "c"}""");

    Run run = run("tasks", "items", "t1", "--state=failed", "--cursor=b");

    assertThat(run.out())
        .contains("Encrypted: a password is needed")
        .contains("--cursor c")
        .doesNotContain("\u001B");
    assertThat(node.requests("GET " + TASKS + "/t1/items").get(0).query())
        .isEqualTo("state=failed&limit=50&cursor=b");
  }

  @Test
  void asksForCancelStopAndRestart() {
    for (String action : new String[] {"cancel", "stop", "restart"}) {
      node.on("POST " + TASKS + "/t1/" + action, task("t1", "running", ""));

      Run run = run("tasks", action, "t1");

      assertThat(run.exitCode()).as(action).isZero();
      assertThat(run.out()).contains("Asked for. Task t1 is running");
    }
  }

  @Test
  void passesOnWhyATaskCannotBeStopped() {
    node.onProblem(
        "POST " + TASKS + "/t1/stop",
        409,
        "{\"title\": \"Too late\", \"detail\": \"it has ended\"}");

    Run run = run("tasks", "stop", "t1");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("Too late", "it has ended");
  }
}
