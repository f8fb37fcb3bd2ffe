package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.connector.adapter.wire.ReplyStatus;

/** The plug-in of docs/plugins.md, as its own build has made it, called from another node. */
@ExtendWith(MeshNodes.class)
class PlugInIT {
  private static final File JAR = Path.of("../examples/plugin/target/words.jar").toFile();
  private static final String WORDS = "/meshwork/skill/text.words/1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MeshNode node;

  PlugInIT(MeshNode node) {
    this.node = node;
  }

  static JavaArchive words() {
    return ShrinkWrap.createFromZipFile(JavaArchive.class, JAR);
  }

  private static void awaitSkill(PlainPeer peer, boolean isThere) {
    await("identify")
        .atMost(PATIENCE)
        .until(() -> peer.protocolsThere().contains(WORDS) == isThere);
  }

  private static void assertCounts(PlainPeer peer) {
    assertThat(peer.askAndWait(WORDS, "so few words\n"))
        .satisfies(reply -> assertThat(reply.status()).isEqualTo(ReplyStatus.OK))
        .satisfies(reply -> assertThat(PlainPeer.text(reply.payload())).isEqualTo("3"));
  }

  @Test
  void appearsWithItsDeploymentAndVanishesWithIt() {
    try (PlainPeer peer = node.peer()) {
      assertThat(peer.protocolsThere()).doesNotContain(WORDS);
      try (MeshNode.Deployed plugIn = node.deploy(words())) {
        awaitSkill(peer, true);
        assertCounts(peer);
      }
      awaitSkill(peer, false);
      assertThat(peer.ask(WORDS, "anyone?")).failsWithin(PATIENCE);
    }
  }

  /** As an administrator without a CLI does it. */
  @Test
  void isDeployedByTheScanner() throws IOException {
    try (PlainPeer peer = node.peer()) {
      Files.copy(JAR.toPath(), deployed());
      awaitSkill(peer, true);
      assertCounts(peer);
      Files.delete(deployed());
      awaitSkill(peer, false);
    }
  }

  private Path deployed() {
    return node.server().folder().resolve("deployments/words.jar");
  }

  @Test
  void staysWhileTheNodeIsRedeployed() {
    try (MeshNode.Deployed plugIn = node.deploy(words())) {
      node.management().execute("deployment=" + MeshNode.EAR, "redeploy", it -> {});
      try (PlainPeer peer = node.peer()) {
        awaitSkill(peer, true);
        assertCounts(peer);
      }
    }
  }

  @Test
  void mayComeBeforeTheNode() throws IOException {
    node.management().execute("deployment=" + MeshNode.EAR, "undeploy", it -> {});
    try {
      Files.copy(JAR.toPath(), deployed());
      await("the scanner")
          .atMost(PATIENCE)
          .until(() -> Files.exists(deployed().resolveSibling("words.jar.failed")));
    } finally {
      node.management().execute("deployment=" + MeshNode.EAR, "deploy", it -> {});
    }
    try (PlainPeer peer = node.peer()) {
      awaitSkill(peer, true);
      assertCounts(peer);
      Files.delete(deployed());
      awaitSkill(peer, false);
    }
  }
}
