package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README says works, as written, in a copy of the checkout that nobody has built yet. */
class ReadmeIT {
  private static final Path COPY = Path.of("target", "readme", "meshwork").toAbsolutePath();
  private static final Path HOME = COPY.resolve(".meshwork");
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Shell IN_CHECKOUT = new Shell(Shell.CHECKOUT, Map.of());
  private static final Shell IN_COPY = new Shell(COPY, Map.of());

  private static final List<Shell.Answer> ANSWERS = new ArrayList<>();

  @BeforeAll
  static void followTheReadme() throws Exception {
    copyTheCheckout();
    interruptASetUp();
    for (String command : commands()) {
      // This test is part of what that command runs.
      if (!command.equals("mvn verify")) {
        ANSWERS.add(IN_COPY.run(command).succeeded());
      }
    }
  }

  private static void copyTheCheckout() throws IOException {
    if (Files.exists(COPY.resolve("meshwork"))) {
      IN_COPY.run("./meshwork down");
    }
    IN_CHECKOUT.run("rm -rf '%1$s' && mkdir -p '%1$s'".formatted(COPY)).succeeded();
    IN_CHECKOUT
        .run(
            "git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -xf - -C '%s'"
                .formatted(COPY))
        .succeeded();
    // A machine that runs this has its usual ports for something else.
    Files.createDirectories(HOME);
    Files.writeString(
        HOME.resolve("settings"),
        "MESHWORK_HTTP_PORT=%d%nMESHWORK_MANAGEMENT_PORT=%d%nMESHWORK_MESH_PORT=%d%n"
            .formatted(FreePort.next(), FreePort.next(), FreePort.next()));
  }

  private static void interruptASetUp() throws IOException {
    Path printed = COPY.resolveSibling("interrupted.log");
    Process setUp = IN_COPY.start("exec ./meshwork up", printed, printed);
    await("the third phase of the set-up")
        .atMost(Duration.ofMinutes(10))
        .until(() -> Files.exists(HOME.resolve("logs/wildfly.log")));
    setUp.destroyForcibly().onExit().join();
  }

  @AfterAll
  static void stop() {
    IN_COPY.run("./meshwork down").succeeded();
    assertThat(
            ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
        .noneMatch(command -> command.contains(HOME + "/"));
  }

  @Test
  void hasTheTwoCommands() throws IOException {
    assertThat(commands()).contains("./meshwork demo", "mvn verify");
  }

  @Test
  void printsTheAdministratorsPasswordOnce() throws IOException {
    String password = Files.readString(HOME.resolve("admin.password"));

    String printed = ANSWERS.stream().map(Shell.Answer::printed).collect(Collectors.joining());

    assertThat(printed).containsOnlyOnce(password);
  }

  @Test
  void keepsPasswordsToTheirOwner() throws IOException {
    for (String file :
        List.of(
            "admin.password",
            "postgres/cluster/admin.password",
            "postgres/cluster/meshwork.password",
            "wildfly/standalone/configuration/meshwork-credentials.p12")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void givesTheServerNoSettingOfTheDatabase() throws IOException {
    String environment = Files.readString(Path.of("/proc", server(), "environ"));

    assertThat(environment).contains("MESHWORK_HTTP_PORT=").doesNotContain("MESHWORK_DB_");
  }

  @Test
  void listensOnThisMachineOnly() throws IOException {
    String postmaster =
        Files.readAllLines(HOME.resolve("postgres/cluster/data/postmaster.pid")).get(0);

    assertThat(Listening.addressesOf(server())).hasSize(3).allMatch(InetAddress::isLoopbackAddress);
    assertThat(Listening.addressesOf(postmaster))
        .hasSize(1)
        .allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void runsThreeNodesThatFindEachOther() {
    await("a connection of each node to both others")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              JsonNode nodes =
                  IN_COPY.run("./meshwork status --json").succeeded().json().path("nodes");
              assertThat(nodes.findValuesAsText("state")).containsOnly("ready").hasSize(3);
              assertThat(nodes.findValuesAsText("peers")).containsOnly("2");
              assertThat(nodes.findValuesAsText("peer")).doesNotHaveDuplicates();
            });
  }

  @Test
  void givesEachNodeDocumentsAndAnAdministratorOfItsOwn() throws IOException {
    assertThat(IN_COPY.run("./meshwork meshctl collections list").succeeded().out())
        .contains("demo");

    assertThat(IN_COPY.run("./meshwork meshctl --node 2 collections list").succeeded().out())
        .doesNotContain("demo");
    assertThat(Files.readString(HOME.resolve("nodes/2/admin.password")))
        .isNotEqualTo(Files.readString(HOME.resolve("admin.password")));
    assertThat(IN_COPY.run("./meshwork logs --node 3 -n 5").succeeded().out()).isNotBlank();
  }

  @Test
  void showsTheDemoAgainInUnderAMinute() throws IOException {
    JsonNode document = IN_COPY.run("./meshwork demo --json").succeeded().json();

    assertThat(document.path("seconds").asDouble()).isPositive().isLessThan(60);
    assertThat(document.path("phases").has("build")).isTrue();
    assertThat(document.path("questions")).hasSize(3);
  }

  @Test
  void goesOnRunningWhenItsNewPortIsTaken() throws IOException {
    String before = server();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell.Answer refused =
          IN_COPY.with("MESHWORK_HTTP_PORT", other.getLocalPort()).run("./meshwork up");

      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("is taken by process " + ProcessHandle.current().pid());
    }
    IN_COPY.run("./meshwork status").succeeded();
    assertThat(server()).isEqualTo(before);
  }

  @Test
  void changesUsersWhereTheServerListens() {
    Shell.Answer added = IN_COPY.run("server-config/users add ada").succeeded();
    assertThat(added.out().strip()).hasSize(48);
    assertThat(IN_COPY.run("server-config/users list").out()).contains("ada\tmesh-reader");

    IN_COPY.run("server-config/users remove ada").succeeded();

    assertThat(IN_COPY.run("server-config/users list").out()).doesNotContain("ada");
  }

  @Test
  void isTheSameNodeByAnotherPath() throws IOException {
    Path link = COPY.resolveSibling("link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, COPY.resolve("meshwork"));

    IN_CHECKOUT.run("'%s' status".formatted(link)).succeeded();
    IN_COPY.with("MESHWORK_HOME", "demo/../.meshwork/").run("./meshwork status").succeeded();
  }

  private static String server() throws IOException {
    return Files.readString(HOME.resolve("run/server.pid")).split(" ")[0];
  }

  private static List<String> commands() throws IOException {
    Matcher blocks = SHELL.matcher(Files.readString(Shell.CHECKOUT.resolve("README.md")));
    return blocks
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> !line.isBlank())
        .toList();
  }
}
