package org.meshwork.libp2p.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.meshwork.libp2p.interop.JsPeer;
import org.meshwork.libp2p.interop.JsPeers;

/** The documented example does what the document says, and is what the document shows. */
class JoinNetworkIT {
  private static final Path SOURCE =
      Path.of("src/test/java/org/meshwork/libp2p/example/JoinNetwork.java");
  private static final Path DOCUMENT = Path.of("../../docs/libp2p.md");

  @BeforeAll
  static void install() {
    if (JsPeers.canRun()) {
      JsPeers.install();
    }
  }

  @Test
  void isWhatTheDocumentShows() throws Exception {
    List<String> source = Files.readAllLines(SOURCE).stream().map(String::strip).toList();
    int start = source.indexOf("public static void main(String[] arguments) {") + 1;
    List<String> body = source.subList(start, source.size() - 2);
    assertThat(body).hasSizeBetween(10, 30);
    List<String> shown = Files.readAllLines(DOCUMENT).stream().map(String::strip).toList();
    assertThat(shown).containsSequence(body);
  }

  @Test
  @EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
  void greetsANetworkOfJsPeers() throws Exception {
    Map<String, Object> options =
        Map.of(
            "transport", "tcp",
            "security", "noise",
            "identified", true,
            "dht", "/ipfs/kad/1.0.0",
            "gossip", Map.of());
    try (JsPeer js = new JsPeer(options)) {
      js.ask("subscribe", Map.of("topic", "news"));
      Process example = start(js.address().toString());
      try (BufferedReader lines = example.inputReader(StandardCharsets.UTF_8)) {
        assertThat(js.awaitEvent("message").get("text").asText()).isEqualTo("hello from Java");
        assertThat(lines.readLine()).endsWith("knows 1 peers");
        js.ask("publish", Map.of("topic", "news", "text", "hello from JavaScript"));
        assertThat(lines.readLine()).isEqualTo("from Optional[" + js.id() + "]");
      } finally {
        example.destroy();
        example.waitFor();
      }
    }
  }

  private static Process start(String address) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            JoinNetwork.class.getName(),
            address)
        .redirectError(Path.of("target/example.log").toFile())
        .start();
  }
}
