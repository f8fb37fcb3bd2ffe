package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Varint;

/** A line of text behind its length. */
final class Message {
  /** Of the line, which ends in a newline; what js-libp2p takes at most, too. */
  static final int MAX_BYTES = 1_024;

  private static final int MAX_LENGTH_BYTES = 2;

  private Message() {}

  /**
   * Takes the next message off the bytes, if all of it is there, and else nothing.
   *
   * @return the text without its newline
   * @throws InputRefused as soon as it can't become a message any more
   */
  static Optional<String> read(ByteBuf in) {
    int length = 0;
    for (int index = 0; index < MAX_LENGTH_BYTES; index++) {
      if (!in.isReadable(index + 1)) {
        return Optional.empty();
      }
      int next = in.getUnsignedByte(in.readerIndex() + index);
      length |= (next & 0x7f) << (7 * index);
      if (next < 0x80) {
        requireLength(length, next, index);
        return line(in, index + 1, length);
      }
    }
    throw tooLarge();
  }

  private static void requireLength(int length, int last, int index) {
    if (last == 0 && index > 0) {
      throw new InputRefused(Reason.NOT_CANONICAL, "a message whose length ends in a zero byte");
    }
    if (length == 0) {
      throw new InputRefused(Reason.MALFORMED, "a message without even a newline");
    }
    if (length > MAX_BYTES) {
      throw tooLarge();
    }
  }

  private static InputRefused tooLarge() {
    return new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
  }

  private static Optional<String> line(ByteBuf in, int start, int length) {
    if (!in.isReadable(start + length)) {
      return Optional.empty();
    }
    in.skipBytes(start);
    ByteBuf text = in.readSlice(length - 1);
    if (in.readByte() != '\n') {
      throw new InputRefused(Reason.MALFORMED, "a message that does not end in a newline");
    }
    return Optional.of(utf8(text));
  }

  private static String utf8(ByteBuf text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text.nioBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new InputRefused(Reason.MALFORMED, "a message that is not UTF-8");
    }
  }

  static void write(String text, ByteBuf out) {
    Bytes line = Bytes.utf8(text + "\n");
    out.writeBytes(Varint.encode(line.size()).toArray()).writeBytes(line.toArray());
  }

  /**
   * @throws IllegalArgumentException if the text can't be a message
   */
  static void requireWritable(String text) {
    if (text.isEmpty() || text.contains("\n") || Bytes.utf8(text).size() >= MAX_BYTES) {
      throw new IllegalArgumentException(
          InputRefused.excerpt(text) + " is no protocol id: a line of 1 to 1,023 bytes");
    }
  }
}
