package org.meshwork.libp2p.muxer.yamux;

import io.netty.util.collection.IntObjectHashMap;
import java.util.List;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** The open streams of a session, and what is known of those that were. On the event loop. */
final class StreamTable {
  private static final long MAX_ID = 0xffff_ffffL;

  private final IntObjectHashMap<YamuxStream> streams = new IntObjectHashMap<>(2);
  private final PeerStreamIds peerIds = new PeerStreamIds();

  /** Odd for who dialled (yamux, "StreamID Field"). */
  private final int parity;

  private long nextId;
  private int outboundCount;

  /** What peers may still send on streams that are over here, because they couldn't know. */
  private long lateBytes;

  StreamTable(boolean isInitiator) {
    parity = isInitiator ? 1 : 0;
    nextId = isInitiator ? 1 : 2;
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  int inboundCount() {
    return streams.size() - outboundCount;
  }

  int outboundCount() {
    return outboundCount;
  }

  /** Null if it is not open. */
  YamuxStream find(long id) {
    return streams.get((int) id);
  }

  List<YamuxStream> all() {
    return List.copyOf(streams.values());
  }

  boolean hasIdsLeft() {
    return nextId <= MAX_ID;
  }

  /** An id for a stream of this side's. Called when {@link #hasIdsLeft}. */
  long takeId() {
    nextId += 2;
    return nextId - 2;
  }

  /**
   * The peer opens a stream of this id.
   *
   * @throws ConnectionFailed if that is not the peer's to use, or used
   */
  void usePeerId(long id) {
    if ((id & 1) == parity) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "the peer opens stream " + id + ", an id of this side's");
    }
    if (!peerIds.use(id)) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "the peer opens stream " + id + " again");
    }
  }

  void add(YamuxStream stream) {
    streams.put((int) stream.id(), stream);
    outboundCount += stream.isInitiator() ? 1 : 0;
  }

  /**
   * @param bytes that the peer may still have on their way
   */
  void remove(YamuxStream stream, int bytes) {
    streams.remove((int) stream.id());
    outboundCount -= stream.isInitiator() ? 1 : 0;
    expectLate(bytes);
  }

  void expectLate(int bytes) {
    lateBytes += bytes;
  }

  /**
   * Data for a stream that is not open.
   *
   * @throws ConnectionFailed if the stream never was, or it is more than can have been on its way
   */
  void late(FrameHeader header) {
    long id = header.stream();
    boolean wasOpen = (id & 1) == parity ? id < nextId : peerIds.wasUsed(id);
    if (!wasOpen) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, header.type() + " on stream " + id + ", which nobody opened");
    }
    if (header.type() == FrameType.DATA) {
      lateBytes -= header.length();
    }
    if (lateBytes < 0) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "more data on closed streams than their windows allowed");
    }
  }
}
