package org.meshwork.libp2p.transport.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.RawPeer;

/** A socket that says one thing, if anything. Nobody hangs up on it: UDP has no channels. */
final class UdpPeer implements RawPeer {
  private static final int PACKET_BYTES = 1_200;

  private final DatagramSocket socket;
  private final Multiaddr address;

  private UdpPeer(DatagramSocket socket, Multiaddr address) {
    this.socket = socket;
    this.address = address;
  }

  /** Answers nobody: a dialler takes nothing that isn't addressed to its connection. */
  static UdpPeer listening() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
    return new UdpPeer(socket, QuicAddress.of(local));
  }

  static UdpPeer dialling(Multiaddr address, byte[] bytes) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    InetSocketAddress target = QuicAddress.socket(address).orElseThrow();
    for (int from = 0; from < bytes.length; from += PACKET_BYTES) {
      int size = Math.min(PACKET_BYTES, bytes.length - from);
      socket.send(new DatagramPacket(bytes, from, size, target));
    }
    return new UdpPeer(socket, address);
  }

  @Override
  public Multiaddr address() {
    return address;
  }

  @Override
  public CompletionStage<Void> hungUp() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    socket.close();
  }
}
