package org.meshwork.documents.parsing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that nobody should ever connect to. */
final class Witness implements AutoCloseable {
  private final ServerSocket socket;

  Witness() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(200);
  }

  String url() {
    return "http://127.0.0.1:%d/entity.dtd".formatted(socket.getLocalPort());
  }

  /** Connections are held by the system until somebody asks. */
  int connections() throws IOException {
    try (var connection = socket.accept()) {
      return 1;
    } catch (java.net.SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
