package org.meshwork.libp2p.transport.quic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** The way of packets between one dialler and a listener, as a test wants it. */
final class LossyPath implements AutoCloseable {
  /** What becomes of packets in one direction. */
  enum Fate {
    DELIVERED,
    HELD,
    LOST
  }

  private static final int MAX_PACKET_BYTES = 2_048;

  private final Direction toListener;
  private final Direction toDialler;

  LossyPath(Multiaddr listener) throws IOException {
    DatagramSocket front = socket();
    DatagramSocket back = socket();
    toListener = new Direction(front, back, QuicAddress.socket(listener).orElseThrow());
    toDialler = new Direction(back, front, null);
    toListener.start();
    toDialler.start();
  }

  private static DatagramSocket socket() throws IOException {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  /** To be dialled. */
  Multiaddr address() {
    return QuicAddress.of((InetSocketAddress) toListener.from.getLocalSocketAddress());
  }

  /** To the dialler; what was held goes on if packets are delivered again. */
  void answers(Fate fate) {
    toDialler.become(fate);
  }

  /** To the listener. */
  void questions(Fate fate) {
    toListener.become(fate);
  }

  /** How many packets came for the dialler, whatever became of them. */
  int answered() {
    return toDialler.count();
  }

  @Override
  public void close() {
    toListener.from.close();
    toDialler.from.close();
  }

  private final class Direction extends Thread {
    private final DatagramSocket from;
    private final DatagramSocket to;
    private final Queue<byte[]> held = new ArrayDeque<>();
    private SocketAddress target;
    private Fate fate = Fate.DELIVERED;
    private int count;

    Direction(DatagramSocket from, DatagramSocket to, SocketAddress target) {
      super("lossy path");
      setDaemon(true);
      this.from = from;
      this.to = to;
      this.target = target;
    }

    @Override
    public void run() {
      DatagramPacket packet = new DatagramPacket(new byte[MAX_PACKET_BYTES], MAX_PACKET_BYTES);
      try {
        while (true) {
          packet.setLength(MAX_PACKET_BYTES);
          from.receive(packet);
          if (this == toListener) {
            toDialler.aim(packet.getSocketAddress());
          }
          take(Arrays.copyOf(packet.getData(), packet.getLength()));
        }
      } catch (IOException closed) {
        // The test has ended.
      }
    }

    private synchronized void aim(SocketAddress next) {
      target = next;
    }

    private synchronized int count() {
      return count;
    }

    private synchronized void take(byte[] packet) throws IOException {
      count++;
      if (fate == Fate.HELD) {
        held.add(packet);
      } else if (fate == Fate.DELIVERED) {
        deliver(packet);
      }
    }

    private void deliver(byte[] packet) throws IOException {
      to.send(new DatagramPacket(packet, packet.length, target));
    }

    private synchronized void become(Fate next) {
      fate = next;
      try {
        while (fate == Fate.DELIVERED && !held.isEmpty()) {
          deliver(held.remove());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
