package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.InputRefused;

/** One side of a negotiation, from bytes to bytes. For one thread. */
abstract sealed class Negotiation permits DialerNegotiation, ListenerNegotiation {
  static final String HEADER = "/multistream/1.0.0";
  static final String NOT_AVAILABLE = "na";
  static final int MAX_PROPOSALS = 64;
  static final int MAX_TOTAL_BYTES = 16 * 1024;

  private boolean hasHeader;
  private int totalBytes;

  /** Writes what this side sends before it has heard anything. */
  abstract void begin(ByteBuf out);

  /** Answers the peer's header. */
  abstract void header(ByteBuf out);

  /**
   * Takes a message after the header.
   *
   * @return the protocol, once it is agreed
   */
  abstract Optional<String> message(String text, ByteBuf out);

  /** Whether one protocol is left, which has been proposed. */
  abstract boolean isLast();

  /** What was proposed last. */
  abstract String proposed();

  /**
   * Takes whole messages off the bytes until a protocol is agreed, and leaves the rest, which is
   * less than one message if none is.
   *
   * @throws ConnectionFailed if there is nothing to agree on, or the peer negotiates otherwise
   */
  final Optional<String> advance(ByteBuf in, ByteBuf out) {
    try {
      Optional<String> agreed = Optional.empty();
      for (Optional<String> text = read(in); text.isPresent(); text = read(in)) {
        agreed = take(text.get(), out);
        if (agreed.isPresent()) {
          break;
        }
      }
      return agreed;
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED,
          "the peer does not negotiate: " + refused.getMessage(),
          refused);
    }
  }

  private Optional<String> read(ByteBuf in) {
    int before = in.readerIndex();
    Optional<String> text = Message.read(in);
    totalBytes += in.readerIndex() - before;
    if (totalBytes > MAX_TOTAL_BYTES) {
      throw violated("more than " + MAX_TOTAL_BYTES + " bytes and no agreement");
    }
    return text;
  }

  private Optional<String> take(String text, ByteBuf out) {
    if (hasHeader) {
      return message(text, out);
    }
    if (!text.equals(HEADER)) {
      throw violated(InputRefused.excerpt(text) + " came where " + HEADER + " should have");
    }
    hasHeader = true;
    header(out);
    return Optional.empty();
  }

  /** What the caller's own acceptance threw. */
  static ConnectionFailed broken(RuntimeException cause) {
    return new ConnectionFailed(Reason.CLOSED, "negotiating went wrong on this side", cause);
  }

  static ConnectionFailed violated(String detail) {
    return new ConnectionFailed(Reason.PROTOCOL_VIOLATED, detail);
  }
}
