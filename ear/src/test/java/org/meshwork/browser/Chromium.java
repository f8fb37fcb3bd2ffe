package org.meshwork.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.meshwork.node.FreePort;

/** The browser's driver, a process that starts a browser for each session. */
final class Chromium implements AutoCloseable {
  /**
   * The driver could not do what it was told, and says why. Waiting for what is not there yet, one
   * gets many.
   */
  static final class Refusal extends AssertionError {
    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
      super(message);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
  private static final Duration STARTING = Duration.ofSeconds(30);
  private static final Duration ANSWERING = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String address;

  private Chromium(Process driver, int port) {
    this.driver = driver;
    this.address = "http://127.0.0.1:" + port;
  }

  static boolean installed() {
    return onPath("chromium") && onPath("chromedriver");
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Chromium start() throws IOException {
    Files.createDirectories(FOLDER);
    int port = FreePort.next();
    ProcessBuilder command =
        new ProcessBuilder("chromedriver", "--port=" + port, "--log-level=WARNING");
    command.redirectErrorStream(true).redirectOutput(FOLDER.resolve("driver.log").toFile());
    Chromium made = new Chromium(command.start(), port);
    await("chromedriver")
        .atMost(STARTING)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> made.call("GET", "/status", Map.of()).path("ready").asBoolean());
    return made;
  }

  Visitor visitor(String url) throws IOException {
    return new Visitor(this, "/session/" + newSession(), url, FOLDER);
  }

  private String newSession() throws IOException {
    List<String> arguments =
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-GB",
            "--window-size=1280,900",
            "--user-data-dir=" + Files.createTempDirectory(FOLDER, "profile"));
    Map<String, Object> wanted =
        Map.of(
            "browserName",
            "chrome",
            "goog:chromeOptions",
            Map.of("args", arguments),
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"));
    return call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
        .path("sessionId")
        .asText();
  }

  /** One WebDriver command; gives its value. */
  JsonNode call(String method, String path, Map<String, ?> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .timeout(ANSWERING)
              .method(
                  method,
                  method.equals("POST")
                      ? BodyPublishers.ofString(JSON.writeValueAsString(body))
                      : BodyPublishers.noBody())
              .build();
      JsonNode value =
          JSON.readTree(client.send(request, BodyHandlers.ofString()).body()).path("value");
      if (value.has("error")) {
        throw new Refusal(value.path("error").asText() + ": " + value.path("message").asText());
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    driver.destroy();
    driver.onExit().join();
  }
}
