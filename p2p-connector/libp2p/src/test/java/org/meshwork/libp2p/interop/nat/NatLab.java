package org.meshwork.libp2p.interop.nat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A small internet of {@code interop/nat/lab}, with processes at its places. Ends them all. */
final class NatLab implements AutoCloseable {
  private static final Path SCRIPT = script();
  private static final int REFUSED = 77;
  private static final long PATIENCE_SECONDS = 30;

  /** What the processes complain about. */
  private static final File LOG = Path.of("target/nat.log").toAbsolutePath().toFile();

  private final List<Peer> peers = new ArrayList<>();
  private final Process process;
  private final String pid;

  NatLab(String routerA, String routerB) {
    process = run(List.of(SCRIPT.toString(), "up", routerA, routerB), Redirect.appendTo(LOG));
    String said = line(process.inputReader(UTF_8));
    if (!said.startsWith("ready ")) {
      process.destroy();
      throw new IllegalStateException("no networks: see " + LOG);
    }
    pid = said.substring("ready ".length());
  }

  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("interop/nat/lab"))) {
      folder = folder.getParent();
    }
    return folder.resolve("interop/nat/lab");
  }

  /** Whether the kernel allows it; if not, it says so loudly. */
  static boolean canRun() {
    try {
      Process trial = run(List.of(SCRIPT.toString(), "up", "cone", "symmetric"), Redirect.PIPE);
      trial.outputWriter(UTF_8).close();
      String complaint = new String(trial.getErrorStream().readAllBytes(), UTF_8).strip();
      int code = trial.waitFor();
      if (code == REFUSED) {
        return skipped(complaint);
      }
      if (code != 0) {
        throw new IllegalStateException(SCRIPT + " ends with " + code + ": " + complaint);
      }
      return true;
    } catch (IOException | UncheckedIOException noShell) {
      return skipped(noShell.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean skipped(String why) {
    System.err.printf("%n*** NOT TESTED: nodes behind NAT: %s ***%n%n", why);
    return false;
  }

  private static Process run(List<String> command, Redirect errors) {
    try {
      return new ProcessBuilder(command).redirectError(errors).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(BufferedReader from) {
    try {
      return String.valueOf(from.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts {@link NatPeer}s at a place.
   *
   * @param arguments as theirs
   */
  Peer peer(String place, String role, String ways, String versions, int key, String... hosts) {
    List<String> command =
        new ArrayList<>(
            List.of(
                SCRIPT.toString(),
                "in",
                pid,
                place,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                NatPeer.class.getName()));
    command.addAll(List.of(role, ways, versions, Integer.toString(key)));
    command.addAll(Arrays.asList(hosts));
    Peer peer = new Peer(run(command, Redirect.appendTo(LOG)), TestHosts.peer(key));
    peers.add(peer);
    return peer;
  }

  /** A process, and the id of its first node. */
  static final class Peer {
    final PeerId id;
    private final Process process;
    private final BufferedReader answers;
    private final Writer tasks;

    Peer(Process process, PeerId id) {
      this.process = process;
      this.id = id;
      this.answers = process.inputReader(UTF_8);
      this.tasks = process.outputWriter(UTF_8);
    }

    void awaitStart() {
      require(line(answers), "started");
    }

    /** Has it do something; gives the words of its answer. */
    List<String> ask(String task) {
      try {
        tasks.write(task + "\n");
        tasks.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String answer = require(line(answers), "ok ");
      return List.of(answer.substring("ok ".length()).split(" "));
    }

    private static String require(String said, String start) {
      if (!said.startsWith(start)) {
        throw new IllegalStateException(said + "; see " + LOG);
      }
      return said;
    }

    void end() {
      try {
        tasks.close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static Multiaddr at(String socket, int key) {
    return Multiaddr.parse("/ip4/" + socket + "/p2p/" + TestHosts.peer(key));
  }

  @Override
  public void close() throws Exception {
    peers.forEach(Peer::end);
    process.outputWriter(UTF_8).close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
