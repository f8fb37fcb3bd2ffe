package org.meshwork.bench.libp2p;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** A peer of this stack in a JVM of its own, which only accepts. */
final class IdlePeer implements AutoCloseable {
  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final Multiaddr address;

  /** How many connections it has open, and its heap in use. */
  record State(int connections, long heap) {
    static State parse(String line) {
      String[] numbers = line.split(" ", 2);
      return new State(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
    }

    @Override
    public String toString() {
      return connections + " " + heap;
    }
  }

  IdlePeer() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                IdlePeer.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    questions = process.outputWriter(UTF_8);
    answers = process.inputReader(UTF_8);
    address = Multiaddr.parse(answer());
  }

  Multiaddr address() {
    return address;
  }

  State state() throws IOException {
    questions.write("state\n");
    questions.flush();
    return State.parse(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException("The accepting peer has ended.");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    PeerProcess.awaitEnd(process);
  }

  /** Says where it listens, and its state for each line it reads, until there are no more. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (OwnPeer peer = new OwnPeer(Stack.NOISE)) {
      ConnectionsBench.identify(peer);
      System.out.println(peer.address());
      while (questions.readLine() != null) {
        // First, as the last connection may still be on its way into the host.
        long heap = Heap.usedBytes();
        System.out.println(new State(peer.host().connections().size(), heap));
      }
    }
  }
}
