package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.muxer.MuxedChannel;

/** A session under test, and at its other end a peer that sends any frame it likes. */
final class RawPeer {
  /** A frame that the session sent; of data, only how much. */
  record Sent(FrameHeader header, int dataBytes) {
    boolean is(FrameType type, int flags, long stream) {
      return header.type() == type && header.flags() == flags && header.stream() == stream;
    }
  }

  final EmbeddedChannel channel = new EmbeddedChannel();
  final MuxedChannel session;
  final List<Stream> accepted = new ArrayList<>();
  private ConnectionFailed ended;

  /** The peer is who listens: its ids are even. */
  RawPeer(YamuxSettings settings) {
    channel.freezeTime();
    session = new Yamux(settings).mux(channel, true);
    session.ended().thenAccept(reason -> ended = reason);
    channel.runPendingTasks();
    assertThat(takeSent()).hasSize(1);
  }

  /** With an acceptor, and the first ping answered after 10 ms. */
  static RawPeer ready() {
    return ready(YamuxSettings.DEFAULT, Duration.ofMillis(10));
  }

  static RawPeer ready(YamuxSettings settings, Duration roundTrip) {
    RawPeer peer = new RawPeer(settings);
    peer.session.acceptStreams(peer.accepted::add);
    peer.pass(roundTrip);
    peer.frame(FrameType.PING, FrameHeader.ACK, 0, 1);
    return peer;
  }

  void frame(FrameType type, int flags, long stream, long length) {
    ByteBuf bytes = Unpooled.buffer();
    bytes.writeByte(0).writeByte(type.code()).writeShort(flags);
    bytes.writeInt((int) stream).writeInt((int) length);
    bytes(bytes);
  }

  void data(int flags, long stream, int count) {
    frame(FrameType.DATA, flags, stream, count);
    if (count > 0 && channel.isActive()) {
      bytes(Unpooled.wrappedBuffer(new byte[count]));
    }
  }

  /** Opens a stream, and takes what the session answers. */
  void open(long stream) {
    frame(FrameType.WINDOW_UPDATE, FrameHeader.SYN, stream, 0);
  }

  void bytes(ByteBuf bytes) {
    if (!channel.isActive()) {
      bytes.release();
      return;
    }
    channel.writeInbound(bytes);
    channel.runPendingTasks();
  }

  void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** What the session has sent since the last time. */
  List<Sent> takeSent() {
    channel.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    ByteBuf next;
    while ((next = channel.readOutbound()) != null) {
      all.writeBytes(next);
      next.release();
    }
    List<Sent> sent = new ArrayList<>();
    while (all.isReadable()) {
      FrameHeader header = FrameHeader.decode(all);
      int count = header.type() == FrameType.DATA ? (int) header.length() : 0;
      all.skipBytes(count);
      sent.add(new Sent(header, count));
    }
    all.release();
    return sent;
  }

  /** Null while the session lasts. */
  ConnectionFailed ended() {
    return ended;
  }

  /** The session has ended for this reason, and the last it said was go-away with this code. */
  void assertEnded(ConnectionFailed.Reason reason, GoAwayCode code) {
    channel.runPendingTasks();
    assertThat(ended).as("end of the session").isNotNull();
    assertThat(ended.reason()).isEqualTo(reason);
    assertThat(channel.isActive()).isFalse();
    List<Sent> sent = takeSent();
    FrameHeader last = sent.get(sent.size() - 1).header();
    assertThat(last).isEqualTo(code.frame());
  }

  void assertOpen() {
    assertThat(ended).isNull();
    assertThat(channel.isActive()).isTrue();
  }

  void close() {
    session.close();
    channel.runPendingTasks();
    channel.finishAndReleaseAll();
  }
}
