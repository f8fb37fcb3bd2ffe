package org.meshwork.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.libp2p.peer.PeerId;

class PeerNamesTest {
  @TempDir Path folder;

  @Test
  void areThoseThatTheNodesWillHave() {
    Path one = folder.resolve("one/key.p12");
    Path two = folder.resolve("two/key.p12");

    List<String> names = names(one, two);

    assertThat(names).containsExactly(ofNode(one), ofNode(two)).doesNotHaveDuplicates();
    assertThat(names(two, one)).containsExactly(names.get(1), names.get(0));
  }

  private static String ofNode(Path file) {
    return PeerId.of(NodeKey.in(file, new char[0]).publicKey()).toString();
  }

  private static List<String> names(Path... files) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> paths = List.of(files).stream().map(Path::toString).toList();
    PeerNames.print(paths, new char[0], new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
