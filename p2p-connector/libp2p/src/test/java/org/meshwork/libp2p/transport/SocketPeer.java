package org.meshwork.libp2p.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Speaks TCP and nothing more, on threads of its own. */
public final class SocketPeer implements RawPeer {
  private final Multiaddr address;
  private final CompletableFuture<Void> hungUp = new CompletableFuture<>();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  private SocketPeer(Multiaddr address) {
    this.address = address;
  }

  /** Sends the bytes to whoever comes. */
  public static SocketPeer listening(byte[] bytes, String suffix) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SocketPeer peer =
        new SocketPeer(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.getLocalPort() + suffix));
    peer.open.add(server);
    start(() -> peer.converse(server.accept(), bytes));
    return peer;
  }

  public static SocketPeer dialling(InetSocketAddress target, Multiaddr address, byte[] bytes)
      throws IOException {
    SocketPeer peer = new SocketPeer(address);
    Socket socket = new Socket(target.getAddress(), target.getPort());
    start(() -> peer.converse(socket, bytes));
    return peer;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void converse(Socket socket, byte[] bytes) {
    open.add(socket);
    try {
      socket.getOutputStream().write(bytes);
      while (socket.getInputStream().read() >= 0) {
        // What the other side says is of no interest.
      }
    } catch (IOException reset) {
      // That is hanging up, too.
    }
    hungUp.complete(null);
  }

  @Override
  public Multiaddr address() {
    return address;
  }

  @Override
  public CompletionStage<Void> hungUp() {
    return hungUp;
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception alreadyClosed) {
        // Closed is what it should be.
      }
    }
  }
}
