package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An administrator's own server is configured whole or not at all, and only once. */
class ConfigureIT {
  private static final Path WILDFLY = Path.of("target", "launcher", "wildfly").toAbsolutePath();
  private static final Path CONFIGURATION = WILDFLY.resolve("standalone/configuration");

  // One of the distribution's own that nothing here has touched.
  private static final Path SERVER = CONFIGURATION.resolve("standalone-full-ha.xml");
  private static final String CONFIGURE =
      "server-config/configure '%s' --shared --server-config %s"
          .formatted(WILDFLY, SERVER.getFileName());
  private static final Shell SHELL =
      new Shell(
          Shell.CHECKOUT,
          Map.of(
              "MESHWORK_DB_URL", "jdbc:postgresql://db.example.org/meshwork",
              "MESHWORK_DB_USER", "meshwork",
              "MESHWORK_DB_PASSWORD", "back\\slash and $dollar"));

  @Test
  void isLeftAloneWhenInterruptedAndChangedOnceWhenNot() throws IOException {
    linkTheServer();
    String before = Files.readString(SERVER);

    interrupt();
    assertThat(Files.readString(SERVER)).isEqualTo(before);

    SHELL.run(CONFIGURE).succeeded();
    String configured = Files.readString(SERVER);
    assertThat(configured)
        .contains(
            "MeshworkDS",
            "networkKey\">${ENC::meshwork:",
            "currentSchema",
            "tcpKeepAlive",
            "MeshworkExecution")
        .doesNotContain("back\\slash");
    assertThat(WILDFLY.resolve("standalone/tmp")).isDirectoryNotContaining("glob:**/meshwork-*");

    SHELL.run(CONFIGURE).succeeded();
    // The server writes an adapter's properties in no order.
    assertThat(Files.readString(SERVER).lines().sorted())
        .containsExactlyElementsOf(configured.lines().sorted().toList());
  }

  /** The programs are those of the tests' server, the configuration is the distribution's. */
  private static void linkTheServer() {
    SHELL
        .run(
            """
            rm -rf '%1$s' && mkdir -p "$(dirname '%1$s')" && cp -al '%2$s' '%1$s'
            rm -rf '%1$s/standalone' && cp -a '%2$s/standalone' '%1$s/standalone'
            cd '%1$s/standalone' && rm -rf configuration/*.p12 configuration/*_history tmp/meshwork-*"""
                .formatted(WILDFLY, System.getProperty("meshwork.test.wildfly")))
        .succeeded();
  }

  private static void interrupt() throws IOException {
    Path printed = WILDFLY.resolveSibling("interrupted.log");
    Process configure = SHELL.start("exec " + CONFIGURE, printed, printed);
    await("the credential store, which comes first")
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(CONFIGURATION.resolve("meshwork-credentials.p12")));
    configure.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    configure.destroyForcibly().onExit().join();
  }
}
