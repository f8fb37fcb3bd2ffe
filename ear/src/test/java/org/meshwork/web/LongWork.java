package org.meshwork.web;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.meshwork.node.NodeApi;

/**
 * A task that takes minutes unless somebody interrupts it: many documents, each of many passages.
 */
record LongWork(NodeApi api, String task) {
  private static final Path ALLOWED = Path.of(System.getProperty("meshwork.test.directories"));
  private static final int DOCUMENTS = 1_000;
  private static final int SENTENCES = 60;

  /** A directory that the node may read. */
  static Path folder(String name) {
    try {
      Path folder = Files.createDirectories(ALLOWED.resolve("long-work-" + name));
      for (int document = 0; document < DOCUMENTS; document++) {
        Files.writeString(folder.resolve(document + ".txt"), text(document));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(int document) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SENTENCES; i++) {
      text.append(
          "On day %d the keeper of light %d wrote down wind and weather. ".formatted(i, document));
    }
    return text.toString();
  }

  /** Until it runs and has done something. */
  void awaitUnderWay() {
    awaitTask(it -> it.getString("state").equals("running") && it.getInt("progress.done") > 0);
  }

  /**
   * @return how many documents it has done
   */
  int awaitStopped() {
    return awaitTask(it -> it.getString("state").equals("queued") && it.getBoolean("stopped"))
        .getInt("progress.done");
  }

  private JsonPath awaitTask(Predicate<JsonPath> state) {
    return await("task " + task)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> api.task(task), state);
  }
}
