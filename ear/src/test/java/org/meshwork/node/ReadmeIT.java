package org.meshwork.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README says works, as written, in a copy of the checkout that nobody has built yet. */
class ReadmeIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Path COPY = Path.of("target", "readme", "meshwork").toAbsolutePath();
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final int HTTP_PORT = FreePort.next();
  private static final int MANAGEMENT_PORT = FreePort.next();

  @BeforeAll
  static void copyTheCheckout() throws Exception {
    run(CHECKOUT, "rm -rf '%1$s' && mkdir -p '%1$s'".formatted(COPY));
    run(
        CHECKOUT,
        "git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -xf - -C '%s'"
            .formatted(COPY));
  }

  @AfterAll
  static void stop() throws Exception {
    run(COPY, "./meshwork down");
  }

  @Test
  void everyCommandWorksAsWritten() throws Exception {
    List<String> commands = commands();
    assertThat(commands).contains("./meshwork demo", "mvn verify");

    for (String command : commands) {
      // This test is part of what that command runs.
      if (!command.equals("mvn verify")) {
        run(COPY, command);
      }
    }

    assertThat(run(COPY, "./meshwork status")).contains(Integer.toString(HTTP_PORT));
  }

  private static List<String> commands() throws IOException {
    Matcher blocks = SHELL.matcher(Files.readString(CHECKOUT.resolve("README.md")));
    return blocks
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static String run(Path folder, String command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("readme", ".out");
    ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command);
    shell.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    shell
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MESHWORK_") || name.startsWith("MAVEN_"));
    shell.environment().put("MESHWORK_HTTP_PORT", Integer.toString(HTTP_PORT));
    shell.environment().put("MESHWORK_MANAGEMENT_PORT", Integer.toString(MANAGEMENT_PORT));
    shell.environment().put("MESHWORK_SERVER", "http://127.0.0.1:" + HTTP_PORT);
    shell.environment().put("MESHCTL_HOME", COPY.resolve(".meshwork/meshctl").toString());
    Process process = shell.start();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).as(command).isTrue();
    String printed = Files.readString(output, UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", command, printed).isZero();
    return printed;
  }
}
