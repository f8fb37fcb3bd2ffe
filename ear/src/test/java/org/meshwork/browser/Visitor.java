package org.meshwork.browser;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;

/** Somebody at the page: finds things by what stands on them, and waits for them as people do. */
final class Visitor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private final Chromium browser;
  private final String session;
  private final String url;
  private final Path folder;
  private final List<String> requests = new ArrayList<>();

  Visitor(Chromium browser, String session, String url, Path folder) {
    this.browser = browser;
    this.session = session;
    this.url = url;
    this.folder = folder;
  }

  void open(String path) {
    post("/url", Map.of("url", url + path));
  }

  void signIn(String user, String password) {
    open("/");
    fill("User", user);
    fill("Password", password);
    press("Sign in");
  }

  /** What is pressed must be there, in view and enabled; until then it is tried again. */
  void press(String button) {
    click("//button[normalize-space()='%s'][not(@hidden)]".formatted(button));
  }

  void follow(String link) {
    click("//main//a[normalize-space()=\"%s\"]".formatted(link));
  }

  private void click(String xpath) {
    patiently(xpath, () -> post("/element/" + find(xpath) + "/click", Map.of()));
  }

  void fill(String label, String text) {
    String xpath = "//*[@id=//label[normalize-space()='%s']/@for]".formatted(label);
    patiently(label, () -> post("/element/" + find(xpath) + "/clear", Map.of()));
    post("/element/" + find(xpath) + "/value", Map.of("text", text));
  }

  void chooseFiles(List<Path> files) {
    String paths = files.stream().map(Visitor::real).collect(joining("\n"));
    patiently(
        "a place for files",
        () ->
            post(
                "/element/" + find("//input[@type='file'][@multiple]") + "/value",
                Map.of("text", paths)));
  }

  private static String real(Path file) {
    try {
      return file.toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sees(String text) {
    await("the sight of: " + text)
        .atMost(PATIENCE)
        .until(this::everything, it -> it.contains(text));
  }

  void seesCount(String css, int count) {
    await("%d of %s".formatted(count, css))
        .atMost(PATIENCE)
        .until(() -> texts(css), it -> it.size() == count);
  }

  /** All that can be read on the page now. */
  String everything() {
    return script("return document.body.innerText").asText();
  }

  List<String> texts(String css) {
    JsonNode found =
        script(
            "return [...document.querySelectorAll(arguments[0])].map((it) => it.textContent)", css);
    return StreamSupport.stream(found.spliterator(), false).map(JsonNode::asText).toList();
  }

  JsonNode script(String script, Object... arguments) {
    return post("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  void resize(int width, int height) {
    browser.call(
        "POST",
        session + "/goog/cdp/execute",
        Map.of(
            "cmd",
            "Emulation.setDeviceMetricsOverride",
            "params",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true)));
  }

  /** For people to look at, in target/browser. */
  void screenshot(String name) throws IOException {
    String image = browser.call("GET", session + "/screenshot", Map.of()).asText();
    Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode(image));
  }

  /**
   * What the page has complained about since the last call; refusals of the API are no complaints.
   */
  List<String> complaints() {
    return log("browser")
        .filter(it -> it.path("level").asText().equals("SEVERE"))
        .filter(it -> !it.path("source").asText().equals("network"))
        .map(it -> it.path("message").asText())
        .toList();
  }

  /** The addresses that pages have asked for so far, but for those of the browser's own pages. */
  List<String> requests() {
    log("performance")
        .map(it -> message(it.path("message").asText()))
        .filter(it -> it.path("method").asText().equals("Network.requestWillBeSent"))
        .map(it -> it.path("params").path("request").path("url").asText())
        .filter(it -> !it.startsWith("chrome://"))
        .forEach(requests::add);
    return List.copyOf(requests);
  }

  private Stream<JsonNode> log(String type) {
    return StreamSupport.stream(post("/se/log", Map.of("type", type)).spliterator(), false);
  }

  private static JsonNode message(String text) {
    try {
      return JSON.readTree(text).path("message");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String find(String xpath) {
    return post("/element", Map.of("using", "xpath", "value", xpath)).path(ELEMENT).asText();
  }

  private static void patiently(String what, ThrowingRunnable action) {
    await(what).atMost(PATIENCE).untilAsserted(action);
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return browser.call("POST", session + path, body);
  }

  @Override
  public void close() {
    browser.call("DELETE", session, Map.of());
  }
}
