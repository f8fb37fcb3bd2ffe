package org.meshwork.libp2p.muxer.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayDeque;

/**
 * Bytes that wait, in order. Large pieces are kept as they are; small ones that come after another
 * are copied together, so that the queue holds little more than its bytes, however they are cut.
 */
final class ByteQueue {
  /** Pieces below this are copied together. */
  static final int SMALL_BYTES = 8 * 1024;

  private static final int MAX_COPY_BYTES = 64 * 1024;
  private static final int MIN_COPY_BYTES = 512;

  private final ByteBufAllocator allocator;
  private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(1);

  /** The last piece if small ones may be copied behind it, or null. */
  private ByteBuf copy;

  private int size;

  ByteQueue(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes the bytes over. */
  void add(ByteBuf bytes) {
    int added = bytes.readableBytes();
    if (added == 0) {
      bytes.release();
      return;
    }
    size += added;
    if (added >= SMALL_BYTES || pieces.isEmpty()) {
      copy = null;
      pieces.add(bytes);
      return;
    }
    copyTogether(bytes, added);
  }

  private void copyTogether(ByteBuf bytes, int added) {
    try {
      if (copy == null || copy.readableBytes() + added > MAX_COPY_BYTES) {
        copy = allocator.buffer(Math.max(added, MIN_COPY_BYTES), 2 * MAX_COPY_BYTES);
        pieces.add(copy);
      }
      copy.writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  /** The first piece, whole; the caller's to release. */
  ByteBuf poll() {
    ByteBuf first = pieces.poll();
    if (first == copy) {
      copy = null;
    }
    size -= first.readableBytes();
    return first;
  }

  /**
   * The first bytes, without copying; the caller's to release.
   *
   * @param count 1 to {@link #size}
   */
  ByteBuf take(int count) {
    if (pieces.peek().readableBytes() >= count) {
      return takeOfFirst(count);
    }
    CompositeByteBuf taken = allocator.compositeBuffer(pieces.size());
    while (taken.readableBytes() < count) {
      int left = count - taken.readableBytes();
      taken.addComponent(true, takeOfFirst(Math.min(left, pieces.peek().readableBytes())));
    }
    return taken;
  }

  private ByteBuf takeOfFirst(int count) {
    ByteBuf first = pieces.peek();
    if (first.readableBytes() == count) {
      return poll();
    }
    if (first == copy) {
      // Growing it would move memory that the slice's new owner may be writing from.
      copy = null;
    }
    size -= count;
    return first.readRetainedSlice(count);
  }

  void release() {
    copy = null;
    size = 0;
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }
}
