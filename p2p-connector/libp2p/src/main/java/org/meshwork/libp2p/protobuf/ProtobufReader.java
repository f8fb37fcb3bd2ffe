package org.meshwork.libp2p.protobuf;

import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Reads a message field by field: {@link #next()}, then one of {@link #varint()}, {@link
 * #fixed64()}, {@link #bytes()} and {@link #skip()}. Integers may be longer than they need be, as
 * Protocol Buffers allow; who needs the one encoding writes the message again and compares. For one
 * thread.
 */
public final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;
  private static final int MAX_VARINT_BYTES = 10;
  private static final long MAX_FIELD = (1 << 29) - 1;

  private final Bytes message;
  private final ByteReader in;
  private int start;
  private int field;
  private int wireType;

  public ProtobufReader(Bytes message) {
    this.message = message;
    this.in = new ByteReader(message);
  }

  /**
   * Goes on to the next field.
   *
   * @return false at the end of the message
   * @throws InputRefused if there is something else than a field
   */
  public boolean next() {
    if (in.atEnd()) {
      return false;
    }
    start = position();
    long tag = readVarint();
    long number = tag >>> 3;
    if (number == 0 || number > MAX_FIELD) {
      throw new InputRefused(Reason.MALFORMED, "a message with a field of impossible number");
    }
    field = (int) number;
    wireType = (int) (tag & 7);
    return true;
  }

  /** The number of the field that {@link #next()} has found. */
  public int field() {
    return field;
  }

  /**
   * @return unsigned, all 64 bits
   * @throws InputRefused if the field is no integer
   */
  public long varint() {
    requireType(VARINT);
    return readVarint();
  }

  /**
   * @return all 64 bits
   * @throws InputRefused if the field is no number of eight bytes, or is cut off
   */
  public long fixed64() {
    requireType(FIXED64);
    Bytes bytes = in.take(Long.BYTES);
    long value = 0;
    for (int index = Long.BYTES - 1; index >= 0; index--) {
      value = value << Byte.SIZE | bytes.at(index);
    }
    return value;
  }

  /**
   * @throws InputRefused if the field is neither bytes nor text nor a message, or is cut off
   */
  public Bytes bytes() {
    requireType(LENGTH_DELIMITED);
    return in.take(readVarint());
  }

  /**
   * Passes over the field, as a reader must over what it does not know.
   *
   * @throws InputRefused if the field is cut off, or of a kind that is not known
   */
  public void skip() {
    switch (wireType) {
      case VARINT -> readVarint();
      case FIXED64 -> in.take(8);
      case LENGTH_DELIMITED -> in.take(readVarint());
      case FIXED32 -> in.take(4);
      default ->
          throw new InputRefused(
              Reason.MALFORMED, "field " + field + " of unknown wire type " + wireType);
    }
  }

  /**
   * Passes over the field as {@link #skip()} does, and gives it as it came, with its number: for
   * those who must pass on what they do not know.
   */
  public Bytes skipped() {
    skip();
    return message.slice(start, position());
  }

  private int position() {
    return message.size() - in.remaining();
  }

  private void requireType(int expected) {
    if (wireType != expected) {
      throw new InputRefused(
          Reason.MALFORMED,
          "field " + field + " of wire type " + wireType + " where " + expected + " is");
    }
  }

  private long readVarint() {
    long value = 0;
    for (int index = 0; index < MAX_VARINT_BYTES; index++) {
      int next = in.octet();
      value |= (long) (next & 0x7f) << (7 * index);
      if (next < 0x80) {
        if (index == MAX_VARINT_BYTES - 1 && next > 1) {
          break;
        }
        return value;
      }
    }
    throw new InputRefused(Reason.TOO_LARGE, "an integer of more than 64 bits");
  }
}
