package org.meshwork.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meshwork.bench.Results.Section;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a node costs that does nothing, and how much longer the server starts with it. Restarts the
 * server, and leaves it as it was.
 */
@Command(
    name = "idle",
    description = "Memory and CPU of the idle node; start with and without it.",
    mixinStandardHelpOptions = true)
final class IdleBench implements Callable<Integer> {
  private static final Pattern STARTED =
      Pattern.compile("WFLYSRV002[56]: .* started (?:\\(.*\\) )?in (\\d+)ms");
  private static final String DEPLOYMENT = "standalone/deployments/meshwork.ear";
  private static final int MAX_RESIDENT_MB = 700;
  private static final double MAX_CPU_PERCENT = 2;
  private static final int MAX_DEPLOYMENT_SECONDS = 15;
  private static final double COMPILER_AT_REST = 0.005;
  private static final int REST_WINDOW_SECONDS = 30;
  private static final int MAX_REST_SECONDS = 600;
  private static final long PATIENCE_NANOS = 180_000_000_000L;

  @Mixin private Options options = new Options();

  @Option(
      names = "--idle-seconds",
      description = "How long to watch the idle node (default: ${DEFAULT-VALUE}).")
  private int idleSeconds = 60;

  IdleBench() {}

  IdleBench(Options options) {
    this.options = options;
  }

  private record Start(double seconds, double readySeconds) {}

  @Override
  public Integer call() throws Exception {
    Node node = options.node();
    List<Double> bare = new ArrayList<>();
    List<Double> deployed = new ArrayList<>();
    List<Double> ready = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      undeploy(node);
      bare.add(restart(node, false).seconds());
      deploy(node);
      Start start = restart(node, true);
      deployed.add(start.seconds());
      ready.add(start.readySeconds());
    }
    Section section = new Section("Idle node and start", "bench idle");
    double more = Samples.of(deployed).median() - Samples.of(bare).median();
    section.row("start of the bare server, s", Results.number(Samples.of(bare).median()));
    section.row("start with the EAR, s", Results.number(Samples.of(deployed).median()));
    section.row(
        "the EAR's share, s",
        Results.number(more),
        "≤ " + MAX_DEPLOYMENT_SECONDS,
        more <= MAX_DEPLOYMENT_SECONDS);
    section.row(
        "from the restart to readiness, model loaded, s",
        Results.number(Samples.of(ready).median()));
    Rest rest = watch(node, section);
    section.note(
        "Starts: medians of %d restarts each, by turns, as the server reports them. CPU over %d s, the database apart: from %d s after the last start, and %d s after it, when the compiler took %.1f %% of a core."
            .formatted(
                options.rounds(),
                idleSeconds,
                idleSeconds,
                rest.seconds(),
                100 * rest.compiling()));
    options.results().write(section);
    return 0;
  }

  /** By the marker files of the server's deployment scanner, as the launcher does it. */
  private static void undeploy(Node node) throws IOException, InterruptedException {
    Files.delete(node.wildfly().resolve(DEPLOYMENT + ".deployed"));
    await(node.wildfly().resolve(DEPLOYMENT + ".undeployed"));
  }

  private static void deploy(Node node) throws IOException, InterruptedException {
    Files.createFile(node.wildfly().resolve(DEPLOYMENT + ".dodeploy"));
    await(node.wildfly().resolve(DEPLOYMENT + ".deployed"));
  }

  private static void await(Path marker) throws InterruptedException {
    long start = System.nanoTime();
    while (!Files.exists(marker)) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("The server does not write " + marker);
      }
      Thread.sleep(100);
    }
  }

  /** When the JVM's compiler had nothing left to do from the start, and what it still took. */
  private record Rest(long seconds, double compiling) {}

  private Rest watch(Node node, Section section) throws Exception {
    ServerProcess process = ServerProcess.of(node.wildfly());
    long start = System.nanoTime();
    Thread.sleep(idleSeconds * 1_000L);
    double soon = cpuPercent(process);
    Rest rest = awaitRest(node, start);
    double cpu = cpuPercent(process);
    long resident = process.residentMegabytes();
    section.row(
        "resident with the model loaded, MB",
        String.valueOf(resident),
        "≤ " + MAX_RESIDENT_MB,
        resident <= MAX_RESIDENT_MB);
    section.row("CPU soon after the start, % of a core", Results.number(soon));
    section.row(
        "CPU at rest, % of a core",
        Results.number(cpu), "< " + (int) MAX_CPU_PERCENT, cpu < MAX_CPU_PERCENT);
    return rest;
  }

  private double cpuPercent(ServerProcess process) throws IOException, InterruptedException {
    double before = process.cpuSeconds();
    Thread.sleep(idleSeconds * 1_000L);
    return (process.cpuSeconds() - before) / idleSeconds * 100;
  }

  private static Rest awaitRest(Node node, long start) throws Exception {
    double compiling = 1;
    long seconds = 0;
    while (compiling > COMPILER_AT_REST && seconds < MAX_REST_SECONDS) {
      long compiled = node.compilationMillis();
      Thread.sleep(REST_WINDOW_SECONDS * 1_000L);
      compiling = (node.compilationMillis() - compiled) / (REST_WINDOW_SECONDS * 1e3);
      seconds = (System.nanoTime() - start) / 1_000_000_000L;
    }
    return new Rest(seconds, compiling);
  }

  private static Start restart(Node node, boolean untilReady)
      throws IOException, InterruptedException {
    Path log = node.wildfly().resolve("standalone/log/server.log");
    long before = Files.size(log);
    long start = System.nanoTime();
    node.management(":shutdown(restart=true)");
    double seconds = -1;
    while (seconds < 0 || untilReady && !isReady(node.management())) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("The server does not come up; see " + log);
      }
      Thread.sleep(100);
      seconds = seconds < 0 ? started(log, before) : seconds;
    }
    return new Start(seconds, (System.nanoTime() - start) / 1e9);
  }

  private static double started(Path log, long from) throws IOException {
    String all = Files.readString(log);
    Matcher matcher = STARTED.matcher(all.substring((int) Math.min(from, all.length())));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) / 1e3 : -1;
  }

  private static boolean isReady(URI management) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(management.resolve("/health/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
