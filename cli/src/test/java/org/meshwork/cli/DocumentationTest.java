package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.client.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/cli.md keeps up with the commands. */
class DocumentationTest {
  @TempDir private Path home;

  private final String manual = manual();

  private static String manual() {
    try {
      return Files.readString(Path.of("..", "docs", "cli.md"));
    } catch (IOException e) {
      throw new AssertionError("docs/cli.md is to be read from the module's folder", e);
    }
  }

  private static List<CommandSpec> leaves(CommandLine line) {
    List<CommandSpec> found = new ArrayList<>();
    if (line.getSubcommands().isEmpty()) {
      found.add(line.getCommandSpec());
    }
    line.getSubcommands().values().forEach(sub -> found.addAll(leaves(sub)));
    return found;
  }

  private List<CommandSpec> commands() {
    return leaves(Shell.at(home).commandLine());
  }

  @Test
  void givesAnExampleOfEveryCommand() {
    String examples =
        manual.lines().filter(line -> line.startsWith("meshctl")).collect(Collectors.joining("\n"));

    assertThat(commands())
        .isNotEmpty()
        .allSatisfy(command -> assertThat(examples).contains(command.qualifiedName()));
  }

  @Test
  void explainsEveryOption() {
    for (CommandSpec command : commands()) {
      for (OptionSpec option : command.options()) {
        assertThat(manual).as(command.qualifiedName()).contains("`" + option.longestName());
      }
    }
  }

  @Test
  void explainsEveryExitCode() {
    for (ExitCode code : ExitCode.values()) {
      assertThat(manual).contains("| %d | %s |".formatted(code.code(), code.meaning()));
    }
  }

  @Test
  void tellsTheExitCodesInEveryHelp() {
    Shell shell = Shell.at(home);

    assertThat(shell.run("tasks", "watch", "--help").out())
        .contains(ExitCode.TASK_FAILED.meaning().substring(0, 30));
  }

  @Test
  void completesItsCommandsInAShell() {
    assertThat(Shell.at(home).run("generate-completion").out())
        .contains("complete -F _complete_meshctl", "collections", "--chunk-overlap")
        .doesNotContain("--phases");
  }
}
