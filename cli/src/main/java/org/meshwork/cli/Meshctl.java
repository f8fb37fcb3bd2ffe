package org.meshwork.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.Failure;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of a Meshwork node; also what {@code java -jar meshctl.jar} starts. */
@Command(
    name = "meshctl",
    description = "Ingests documents into a Meshwork node and searches them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {
      LoginCommand.class,
      CollectionsCommand.class,
      IngestCommand.class,
      SearchCommand.class,
      TasksCommand.class,
      NodeCommand.class,
      DemoCommand.class,
      GenerateCompletion.class
    })
public final class Meshctl {
  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The node's address (MESHWORK_SERVER; default: that of the login, else http://127.0.0.1:8080).")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Who you are (MESHWORK_USER; default: that of the login).")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "A file with the password on its first line (MESHWORK_PASSWORD_FILE); else it is asked for.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document on standard output; progress goes to standard error.")
  private boolean json;

  private final Surroundings surroundings;

  Meshctl(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    // Scripts read numbers as well; they are the same everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(commandLine(Surroundings.ofProcess()).execute(args));
  }

  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine line = new CommandLine(new Meshctl(surroundings));
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Meshctl::failed);
    line.setParameterExceptionHandler(Meshctl::misused);
    tellExitCodes(line);
    return line;
  }

  private static void tellExitCodes(CommandLine line) {
    line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    line.getSubcommands().values().forEach(Meshctl::tellExitCodes);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  ServerOptions serverOptions() {
    return new ServerOptions(server, user, passwordFile);
  }

  Output output() {
    return output(json);
  }

  private Output output(boolean asJson) {
    return new Output(surroundings.out(), surroundings.err(), asJson, surroundings.colours());
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(" " + code.code(), code.meaning());
    }
    return codes;
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    Meshctl meshctl = (Meshctl) line.getCommandSpec().root().userObject();
    Failure failure = e instanceof Failure known ? known : Failure.unforeseen(e);
    meshctl.output().failure(failure);
    return failure.exitCode().code();
  }

  private static int misused(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    Meshctl meshctl = (Meshctl) line.getCommandSpec().root().userObject();
    Failure failure =
        Failure.usage(
            e.getMessage(), "See `" + line.getCommandSpec().qualifiedName() + " --help`.");
    meshctl.output(Arrays.asList(args).contains("--json")).failure(failure);
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    return failure.exitCode().code();
  }
}
