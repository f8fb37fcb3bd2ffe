package org.meshwork.libp2p.muxer.yamux;

import static org.meshwork.libp2p.muxer.yamux.FrameHeader.ACK;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.FIN;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.RST;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.SYN;

import io.netty.buffer.ByteBuf;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * What each frame of the peer's does. Throws {@link ConnectionFailed} for what the peer may not do,
 * which ends the session.
 */
final class FrameHandling implements FrameReader.Frames {
  private final YamuxSession session;
  private final StreamTable table;
  private final OutboundStreams outbound;
  private final InboundStreams inbound;
  private final FloodBounds floods;

  /** Whose data comes; null if it is to be dropped. */
  private YamuxStream current;

  private boolean isLastOfCurrent;

  FrameHandling(
      YamuxSession session,
      StreamTable table,
      OutboundStreams outbound,
      InboundStreams inbound,
      FloodBounds floods) {
    this.session = session;
    this.table = table;
    this.outbound = outbound;
    this.inbound = inbound;
    this.floods = floods;
  }

  @Override
  public boolean wantsMore() {
    return session.isOpen();
  }

  @Override
  public void frame(FrameHeader header) {
    switch (header.type()) {
      case DATA -> data(header);
      case WINDOW_UPDATE -> windowUpdate(header);
      case PING -> ping(header);
      case GO_AWAY -> goAway(header.length());
    }
  }

  private void data(FrameHeader header) {
    current = streamOf(header);
    isLastOfCurrent = header.has(FIN);
    if (current != null) {
      current.announce(header.length());
    }
  }

  @Override
  public void data(ByteBuf part) {
    if (current == null) {
      part.release();
    } else {
      current.receive(part);
    }
  }

  @Override
  public void endOfData() {
    YamuxStream complete = current;
    current = null;
    if (complete != null && isLastOfCurrent) {
      complete.endOfInput();
    }
  }

  private void windowUpdate(FrameHeader header) {
    YamuxStream stream = streamOf(header);
    if (stream == null) {
      return;
    }
    stream.enlargeWindow(header.length());
    if (header.has(FIN)) {
      stream.endOfInput();
    }
  }

  /** The open stream that the frame is for, after its flags; null if there is none any more. */
  private YamuxStream streamOf(FrameHeader header) {
    YamuxStream stream = header.has(SYN) ? open(header) : table.find(header.stream());
    if (stream == null) {
      late(header);
      return null;
    }
    // A peer that answers has taken the stream, whether it says so with ACK or not.
    outbound.acknowledged(stream);
    if (header.has(RST)) {
      reset(stream);
      late(header);
      return null;
    }
    if (header.length() == 0 && header.flags() == 0) {
      floods.idleFrame(session.now());
    }
    return stream;
  }

  /** Null if it is refused. */
  private YamuxStream open(FrameHeader header) {
    table.usePeerId(header.stream());
    if (!session.takesStreams() || !inbound.hasRoom()) {
      floods.reset(session.now());
      floods.streamEnded();
      table.expectLate(ReceiveWindow.INITIAL_BYTES);
      session.send(new FrameHeader(FrameType.WINDOW_UPDATE, RST, header.stream(), 0));
      return null;
    }
    YamuxStream stream = new YamuxStream(session, header.stream(), false);
    inbound.add(stream);
    return stream;
  }

  private void reset(YamuxStream stream) {
    if (!stream.isInitiator()) {
      floods.reset(session.now());
    }
    stream.failUnlessComplete(
        new ConnectionFailed(Reason.RESET, "the peer reset stream " + stream.id()));
  }

  /** For a stream that has ended here, as the peer may not know yet. */
  private void late(FrameHeader header) {
    table.late(header);
    if (header.type() != FrameType.DATA || header.length() == 0) {
      floods.idleFrame(session.now());
    }
  }

  private void ping(FrameHeader header) {
    if (header.has(SYN)) {
      floods.ping(session.now());
      session.send(new FrameHeader(FrameType.PING, ACK, 0, header.length()));
    } else if (!session.answered(header.length())) {
      floods.idleFrame(session.now());
    }
  }

  private void goAway(long code) {
    if (code != GoAwayCode.NORMAL.ordinal()) {
      session.peerGaveUp(code);
      return;
    }
    floods.idleFrame(session.now());
    session.peerIsClosing();
  }
}
