package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;

/**
 * Writes frames, in turns: streams that have something to send take one frame each, round and
 * round, while the channel is writable; then all is flushed at once. On the event loop.
 */
final class FrameSender {
  /** Fills a Noise message of 65,535 bytes, less its tag of 16 and the frame's header. */
  static final int MAX_DATA_BYTES = 65_535 - 16 - FrameHeader.BYTES;

  /** Data is copied behind its header up to this; from there on two writes are cheaper. */
  private static final int MAX_COPIED_BYTES = 1_024;

  /** What is written before a flush, since a handler below may collect until then. */
  private static final int MAX_UNFLUSHED_BYTES = 256 * 1024;

  /** What is written before others on the event loop have their turn. */
  private static final int MAX_TURN_BYTES = 1024 * 1024;

  /** Frames that don't wait for the channel; a peer that makes us send more doesn't read. */
  private static final int MAX_BACKLOG_BYTES = 1024 * 1024;

  /** What takes turns to send. */
  interface Source {
    /** Writes at most one frame of data, and adds itself again if it has more; bytes written. */
    int sendTurn();
  }

  private final ChannelHandlerContext context;
  private final Channel channel;
  private final ChannelFutureListener written;
  private final Runnable overloaded;
  private final ArrayDeque<Source> sources = new ArrayDeque<>(1);
  private final Runnable scheduledTurn = this::turnIfRequested;
  private boolean requested;
  private boolean inTurn;
  private boolean stopped;

  /**
   * @param written hears how each write went
   * @param overloaded called when the peer doesn't read what it makes this side send
   */
  FrameSender(ChannelHandlerContext context, ChannelFutureListener written, Runnable overloaded) {
    this.context = context;
    this.channel = context.channel();
    this.written = written;
    this.overloaded = overloaded;
  }

  /** The source takes the turn after all that wait; it must not be among them. */
  void add(Source source) {
    if (!stopped) {
      sources.add(source);
      request();
    }
  }

  /** Writes a frame without data, ahead of the streams' turns. */
  void send(FrameHeader header) {
    if (stopped) {
      return;
    }
    write(header, null);
    request();
    if (!channel.isWritable() && channel.bytesBeforeWritable() > MAX_BACKLOG_BYTES) {
      overloaded.run();
    }
  }

  /**
   * Writes a frame, without flushing it.
   *
   * @param data taken over; null for none
   */
  void write(FrameHeader header, ByteBuf data) {
    if (data == null || data.readableBytes() <= MAX_COPIED_BYTES) {
      write(whole(header, data));
    } else {
      // Not in one composite buffer: what seals them below copies them together more cheaply.
      write(whole(header, null));
      write(data);
    }
  }

  private void write(ByteBuf bytes) {
    context.write(bytes).addListener(written);
  }

  private ByteBuf whole(FrameHeader header, ByteBuf data) {
    int dataBytes = data == null ? 0 : data.readableBytes();
    ByteBuf frame = context.alloc().buffer(FrameHeader.BYTES + dataBytes);
    header.encode(frame);
    if (data != null) {
      frame.writeBytes(data);
      data.release();
    }
    return frame;
  }

  private void request() {
    if (!requested && !inTurn) {
      requested = true;
      channel.eventLoop().execute(scheduledTurn);
    }
  }

  /** Now, where a turn is due anyway. */
  void turnIfRequested() {
    if (requested) {
      turn();
    }
  }

  /** Sends what may be sent, and flushes. */
  void turn() {
    if (inTurn) {
      return;
    }
    requested = false;
    inTurn = true;
    try {
      int sent = 0;
      do {
        sent += sendUnflushed();
        context.flush();
      } while (canSend() && sent < MAX_TURN_BYTES);
    } finally {
      inTurn = false;
    }
    if (canSend()) {
      request();
    }
  }

  private int sendUnflushed() {
    int sent = 0;
    while (canSend() && sent < MAX_UNFLUSHED_BYTES) {
      sent += sources.poll().sendTurn();
    }
    return sent;
  }

  private boolean canSend() {
    return !sources.isEmpty() && channel.isWritable();
  }

  /** Sends nothing more but the last frame. */
  void stop(FrameHeader last, ChannelFutureListener afterwards) {
    stopped = true;
    sources.clear();
    context.writeAndFlush(whole(last, null)).addListener(afterwards);
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
    sources.clear();
  }
}
