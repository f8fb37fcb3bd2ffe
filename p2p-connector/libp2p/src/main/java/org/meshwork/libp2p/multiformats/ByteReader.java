package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Reads bytes from the first to the last. Allocates nothing that the input does not hold. For one
 * thread.
 */
public final class ByteReader {
  private final Bytes bytes;
  private int position;

  public ByteReader(Bytes bytes) {
    this.bytes = bytes;
  }

  public int remaining() {
    return bytes.size() - position;
  }

  public boolean atEnd() {
    return remaining() == 0;
  }

  /**
   * @return 0 to 255
   * @throws InputRefused at the end
   */
  public int octet() {
    int next = peek();
    position++;
    return next;
  }

  /**
   * The next byte, which stays next.
   *
   * @throws InputRefused at the end
   */
  public int peek() {
    if (atEnd()) {
      throw new InputRefused(Reason.TRUNCATED, "the input ends where a byte should be");
    }
    return bytes.at(position);
  }

  /**
   * @return 0 to 2^63 - 1
   * @throws InputRefused if it is cut off, longer than {@link Varint#MAX_BYTES}, or not minimal
   */
  public long varint() {
    return Varint.read(this);
  }

  /**
   * The next bytes.
   *
   * @param length as the input states it, of any size
   * @throws InputRefused if fewer are there
   */
  public Bytes take(long length) {
    if (length < 0 || length > remaining()) {
      throw new InputRefused(
          Reason.TRUNCATED,
          "a length of "
              + Long.toUnsignedString(length)
              + " where "
              + remaining()
              + " bytes are left");
    }
    position += (int) length;
    return bytes.slice(position - (int) length, position);
  }

  /** A varint, and as many bytes as it says. */
  public Bytes prefixed() {
    return take(varint());
  }

  public Bytes rest() {
    return take(remaining());
  }

  /**
   * @param what names what has been read
   * @throws InputRefused if anything is left
   */
  public void requireEnd(String what) {
    if (!atEnd()) {
      throw new InputRefused(Reason.MALFORMED, remaining() + " bytes after the " + what);
    }
  }
}
