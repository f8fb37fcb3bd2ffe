package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is deployed again and again leaves nothing of itself behind. */
@ExtendWith(MeshNodes.class)
class RedeploymentIT {
  private static final int TIMES = 10;

  /** Sockets of clients, and files that the JVM has just opened or not closed yet. */
  private static final int OTHER_DESCRIPTORS = 16;

  /**
   * Adapters that are gone and still reachable: a thread of the server's pool holds the last work
   * that it did until it does another, and that work its manager and so the adapter.
   */
  private static final int HELD_BY_THREADS = 3;

  /** Of one deployment: the EAR and what is in it. */
  private static final int LOADERS_EACH = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MeshNode node;

  RedeploymentIT(MeshNode node) {
    this.node = node;
  }

  @Test
  void leavesNoThreadDescriptorLibraryOrClassLoader() {
    redeploy();
    redeploy();
    Remains before = Remains.of(node.server().pid());
    assertThat(before.eventLoops()).isEqualTo(2);

    for (int i = 0; i < TIMES; i++) {
      redeploy();
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertNoMoreThan(before));
  }

  private void assertNoMoreThan(Remains before) {
    Remains after = Remains.of(node.server().pid());
    assertThat(after.eventLoops()).isEqualTo(before.eventLoops());
    assertThat(after.libraries()).isEqualTo(before.libraries());
    assertThat(after.descriptors()).isLessThan(before.descriptors() + OTHER_DESCRIPTORS);
    assertThat(after.adapters()).isLessThanOrEqualTo(before.adapters() + HELD_BY_THREADS);
    assertThat(after.classLoaders())
        .isLessThanOrEqualTo(before.classLoaders() + HELD_BY_THREADS * LOADERS_EACH);
  }

  private void redeploy() {
    node.management().execute("deployment=" + MeshNode.EAR, "redeploy", it -> {});
    node.peer().close();
  }
}
