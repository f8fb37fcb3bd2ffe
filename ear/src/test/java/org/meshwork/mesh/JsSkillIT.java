package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node and js-libp2p, in the same private network, do things for each other. */
@ExtendWith(MeshNodes.class)
@EnabledIf("org.meshwork.mesh.JsPeer#canRun")
class JsSkillIT {
  private final MeshNode node;
  private JsPeer peer;

  JsSkillIT(MeshNode node) {
    this.node = node;
  }

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    JsPeer.install();
  }

  @BeforeEach
  void connect() throws IOException {
    peer =
        new JsPeer(
            Map.of(
                "transport",
                "tcp",
                "security",
                "noise",
                "identified",
                true,
                "privateNetwork",
                Files.readString(node.networkKeyFile())));
    peer.ask("dial", Map.of("address", node.address().toString()));
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    peer.close();
  }

  @Test
  void theyCallAPlugIn() {
    try (MeshNode.Deployed plugIn = node.deploy(PlugInIT.words())) {
      JsonNode reply = peer.ask("call", Map.of("skill", "text.words/1", "input", "one two three"));
      assertThat(reply.get("status").asText()).isEqualTo("ok");
      assertThat(reply.get("payload").asText()).isEqualTo("3");
    }
  }

  @Test
  void theyAreCalledByAnApplication() {
    peer.ask("capitals", Map.of("skill", "js.capitals/1"));
    try (Application application = Application.on(node)) {
      assertThat(
              application.ask(
                  "call", Map.of("peer", peer.id(), "skill", "js.capitals/1"), "quietly"))
          .isEqualTo("QUIETLY");
    }
  }
}
