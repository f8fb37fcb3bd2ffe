package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * Finds the frames in what comes, however it is cut. Data is passed on as it comes, in slices, and
 * never collected: what is kept between two reads is at most a part of a header.
 */
final class FrameReader {
  /** What takes the frames. */
  interface Frames {
    /** One frame; of data, what follows belongs to it. Judges the length before any of it comes. */
    void frame(FrameHeader header);

    /**
     * @param part of the data, at least a byte; the receiver's to release
     */
    void data(ByteBuf part);

    /** The frame of data is complete; it may have been empty. */
    void endOfData();

    /** Whether to go on. */
    boolean wantsMore();
  }

  private final Frames frames;

  /** Null unless a header has come in part. */
  private ByteBuf partialHeader;

  private boolean inData;
  private long dataLeft;

  FrameReader(Frames frames) {
    this.frames = frames;
  }

  /**
   * @param in read to its end unless no more is wanted; the caller's to release
   * @throws InputRefused if it holds what is no frame; nothing may be read after that
   */
  void read(ByteBuf in) {
    while (frames.wantsMore()) {
      if (inData && dataLeft == 0) {
        inData = false;
        frames.endOfData();
      } else if (!in.isReadable()) {
        return;
      } else if (inData) {
        readData(in);
      } else {
        readHeader(in);
      }
    }
  }

  private void readData(ByteBuf in) {
    int size = (int) Math.min(dataLeft, in.readableBytes());
    dataLeft -= size;
    frames.data(in.readRetainedSlice(size));
  }

  private void readHeader(ByteBuf in) {
    if (partialHeader == null && in.readableBytes() >= FrameHeader.BYTES) {
      begin(FrameHeader.decode(in));
      return;
    }
    if (partialHeader == null) {
      partialHeader = Unpooled.wrappedBuffer(new byte[FrameHeader.BYTES]).clear();
    }
    in.readBytes(partialHeader, Math.min(partialHeader.writableBytes(), in.readableBytes()));
    if (!partialHeader.isWritable()) {
      ByteBuf whole = partialHeader;
      partialHeader = null;
      begin(FrameHeader.decode(whole));
    }
  }

  private void begin(FrameHeader header) {
    inData = header.type() == FrameType.DATA;
    dataLeft = inData ? header.length() : 0;
    frames.frame(header);
  }
}
