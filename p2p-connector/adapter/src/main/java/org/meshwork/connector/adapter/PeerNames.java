package org.meshwork.connector.adapter;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Names nodes before they run, so that one can be told of another: a program for scripts, which
 * prints the peer id of each key file that it is given, one a line. A file that is missing is made,
 * as the node would at its first start. The password is in the environment.
 */
final class PeerNames {
  private static final String PASSWORD = "MESHWORK_MESH_KEY_PASSWORD";

  private PeerNames() {}

  public static void main(String[] files) {
    String password = Optional.ofNullable(System.getenv(PASSWORD)).orElse("");
    print(List.of(files), password.toCharArray(), System.out);
  }

  static void print(List<String> files, char[] password, PrintStream out) {
    files.stream()
        .map(file -> NodeKey.in(Path.of(file), password).publicKey())
        .map(PeerId::of)
        .forEach(out::println);
  }
}
