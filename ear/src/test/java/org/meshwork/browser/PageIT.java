package org.meshwork.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.node.DeployedNode;
import org.meshwork.node.NodeApi;
import org.meshwork.node.NodeDatabase;

/** What a person does at the page, from signing in to deleting what was made. */
@EnabledIf("org.meshwork.browser.Chromium#installed")
class PageIT extends DeployedNode {
  private static final Path CORPUS = Path.of("..", "demo", "corpus");
  private static final String CORRUPT = "annual-report-2016-truncated.pdf";
  private static final String MARKUP = "<img src=x onerror=alert(1)>";
  private static final String PASSWORD = System.getProperty("meshwork.test.password");

  /** More than the page asks for at once. */
  private static final int MANY = 51;

  private static Chromium browser;

  @TempDir private Path folder;

  private final NodeApi api = as("admin");
  private final String collection = "page-" + UUID.randomUUID();
  private Visitor visitor;

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = Chromium.start();
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  @BeforeEach
  void comeIn() throws IOException {
    visitor = browser.visitor(URL);
  }

  @AfterEach
  void leaveNothingBehind(TestInfo test) throws IOException {
    try (Visitor leaving = visitor) {
      leaving.screenshot(test.getTestMethod().orElseThrow().getName());
      assertThat(leaving.complaints()).isEmpty();
      assertThat(leaving.requests())
          .isNotEmpty()
          .allMatch(it -> it.startsWith(URL + "/") || it.startsWith("data:"));
    }
    api.request().delete("/collections/" + collection);
  }

  @Test
  void leadsFromTheFirstSignInToAnAnswerInItsPlace() throws IOException {
    visitor.signIn("admin", PASSWORD);
    visitor.fill("Name", collection);
    visitor.fill("What is in it", MARKUP);
    visitor.press("Create");
    visitor.sees(MARKUP);
    visitor.script(
        "window.seen = new Set();"
            + " new MutationObserver(() => document.querySelectorAll('.card progress').forEach((it) => seen.add(it.value)))"
            + ".observe(document.body, {subtree: true, childList: true, attributes: true})");

    visitor.chooseFiles(handedIn());

    visitor.sees("completed");
    visitor.sees("Documents that could not be read");
    assertThat(visitor.texts("section li"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(CORRUPT + ": ");
    assertThat(visitor.script("return seen.size").asInt()).as("steps of progress").isGreaterThan(2);
    visitor.sees(MARKUP + ".md");

    visitor.follow("Search");
    visitor.fill("Search " + collection, "Which dues does a yacht pay in the harbour?");
    visitor.press("Search");
    visitor.sees(" hits in ");
    assertThat(visitor.texts(".hit mark")).isNotEmpty();
    JsonNode hit = firstHit("Which dues does a yacht pay in the harbour?");
    assertThat(visitor.texts(".hit .path").get(0))
        .contains(hit.path("document").path("name").asText());

    visitor.follow(visitor.texts(".hit h3").get(0));
    visitor.seesCount(".text mark", 1);
    assertThat(String.join("", visitor.texts(".text mark")))
        .isEqualTo(hit.path("chunk").path("text").asText());

    visitor.follow("← " + collection);
    visitor.sees("Mode and filters");
    visitor.press("Delete");
    visitor.press("Delete everything in it");
    visitor.sees("New collection");
    api.request().get("/collections/" + collection).then().statusCode(404);
  }

  @Test
  void refusesAWrongPasswordInItsOwnWords() {
    visitor.signIn("admin", "not the password of anybody");

    visitor.sees("The node does not know this user and password.");
    assertThat(visitor.everything()).contains("Sign in").doesNotContain("New collection");
  }

  @Test
  void tellsAReaderWhatTheirRolesDoNotAllow() {
    visitor.signIn("reader", PASSWORD);
    visitor.fill("Name", collection);
    visitor.press("Create");

    visitor.sees("This operation needs a role that the user lacks; ask the administrator for it.");
    api.request().get("/collections/" + collection).then().statusCode(404);
  }

  @Test
  void stopsRestartsAndCancelsATask() throws IOException {
    api.createCollection(collection);
    String task = api.upload(collection, folder, longDocuments());
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");
    visitor.open("/#/tasks/" + task);

    visitor.press("Stop");
    visitor.sees("stopped");
    visitor.press("Restart");
    visitor.sees("running");
    visitor.press("Cancel");
    visitor.sees("cancelled");

    assertThat(api.task(task).getString("state")).isEqualTo("cancelled");
  }

  @Test
  void watchesATaskAgainThatIsRestartedAfterItsEnd() throws IOException {
    String task = ingested(write("note.txt", "The lamp is lit at dusk."));
    NodeDatabase database = NodeDatabase.shared();
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");

    database.execute(
        "update task set state = 'queued', stopped = true, finished_at = null where id = '%s'"
            .formatted(task));
    visitor.open("/#/tasks/" + task);
    visitor.sees("stopped");
    api.request().post("/tasks/" + task + "/restart").then().statusCode(202);
    visitor.sees("completed");

    database.execute("update task set state = 'failed' where id = '%s'".formatted(task));
    visitor.open("/#/tasks");
    visitor.open("/#/tasks/" + task);
    visitor.press("Restart");
    visitor.sees("completed");
  }

  @Test
  void showsAllThatFailedInATaskWhoseEventsAreGone() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      files.add(write(i + ".txt", ""));
    }
    String task = ingested(files.toArray(Path[]::new));
    NodeDatabase.shared().execute("delete from task_event where task_id = '%s'".formatted(task));
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");

    visitor.open("/#/tasks/" + task);

    visitor.sees("Documents that could not be read");
    assertThat(visitor.texts("section li")).hasSize(MANY - 1);
    visitor.press("More");
    visitor.seesCount("section li", MANY);
  }

  @Test
  void takesNoWayOutOfAnAddress() {
    api.createCollection(collection);
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");

    for (String id : List.of("..%2F..%2F" + collection, "..", "%2e%2e", ".%2E%2F")) {
      visitor.open("/#/");
      visitor.sees("New collection");

      visitor.open("/#/c/%s/d/%s".formatted(collection, id));

      visitor.sees("This can't be shown");
      visitor.seesCount("#notice:not([hidden])", 1);
    }
    assertThat(visitor.requests())
        .noneMatch(it -> it.matches(".*/collections/" + collection + "/?"));
  }

  @Test
  void listsMoreCollectionsThanOneAnswerHas() {
    api.createCollection(collection);
    NodeDatabase.shared()
        .execute(
            """
        insert into collection (name, model, dimension, precision, chunking, created_at, created_by)
        select name || '.' || n, model, dimension, precision, chunking, created_at, created_by
        from collection, generate_series(2, %d) n where name = '%s'"""
                .formatted(MANY, collection));
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");

    visitor.press("More");

    visitor.seesCount(".card a[href*='%s']".formatted(collection), MANY);
    NodeDatabase.shared()
        .execute("delete from collection where name like '%s.%%'".formatted(collection));
  }

  @Test
  void fitsOnAPhone() throws IOException {
    String task = ingested(CORPUS.resolve("authority/harbour-dues-2024.html"));
    visitor.resize(390, 844);
    visitor.signIn("admin", PASSWORD);
    visitor.sees("New collection");
    String document =
        api.request().get("/collections/" + collection + "/documents").path("items[0].id");

    Map<String, String> views = new LinkedHashMap<>();
    views.put("c/" + collection, "Mode and filters");
    views.put("c/" + collection + "/documents", "Drop files or folders here");
    views.put("tasks", "by admin");
    views.put("tasks/" + task, "← Tasks");
    views.put("c/%s/d/%s".formatted(collection, document), "SHA-256");
    views.put("", "New collection");

    views.forEach(
        (path, text) -> {
          visitor.open("/#/" + path);
          visitor.sees(text);
          assertThat(visitor.script("return document.documentElement.scrollWidth").asInt())
              .as(path)
              .isLessThanOrEqualTo(390);
        });
  }

  @Test
  void showsTheOperationsOfTheApi() {
    visitor.open("/api-docs/");

    visitor.sees("/api/v1/collections/{collection}/search");
    assertThat(visitor.texts(".opblock")).hasSizeGreaterThan(20);
  }

  private List<Path> handedIn() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve("authority"))) {
      return Stream.concat(files, Stream.of(write(MARKUP + ".md", "# A *name*\n\nwith markup.")))
          .toList();
    }
  }

  private List<Path> longDocuments() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      files.add(
          write(i + ".txt", ("The watch of night " + i + " was quiet and dark. ").repeat(300)));
    }
    return files;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String ingested(Path... files) {
    api.createCollection(collection);
    String task = api.upload(collection, files[0].getParent(), List.of(files));
    api.awaitEnd(task);
    return task;
  }

  private JsonNode firstHit(String query) {
    return visitor.script(
        "return fetch('/api/v1/collections/' + arguments[0] + '/search', {method: 'POST', body: JSON.stringify({query: arguments[1]}),"
            + " headers: {'Content-Type': 'application/json', Authorization: sessionStorage.getItem('meshwork.authorization')}})"
            + ".then((it) => it.json()).then((it) => it.hits[0])",
        collection,
        query);
  }
}
