package org.meshwork.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses on which a process listens, as Linux tells them in {@code /proc}. */
final class Listening {
  private static final String LISTEN = "0A";

  private Listening() {}

  static List<InetAddress> addressesOf(String process) throws IOException {
    Set<String> sockets = socketsOf(process);
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc/net", table)).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(
            fields -> fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]"))
        .map(fields -> address(fields[1].split(":")[0]))
        .toList();
  }

  private static Set<String> socketsOf(String process) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", process, "fd"))) {
      return files.map(Listening::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed since the folder was listed
    }
  }

  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Each four bytes are one number in the machine's own order.
  private static InetAddress address(String hexadecimal) {
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    try {
      return InetAddress.getByAddress(address.array());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(hexadecimal, e);
    }
  }
}
