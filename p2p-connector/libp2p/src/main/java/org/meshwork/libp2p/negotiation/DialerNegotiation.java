package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.InputRefused;

/** Proposes protocols, the preferred first, until the peer echoes one. */
final class DialerNegotiation extends Negotiation {
  private final List<String> proposals;
  private int current;

  /**
   * @throws IllegalArgumentException unless there are 1 to 64 protocols, each a line of at most
   *     1,023 bytes
   */
  DialerNegotiation(List<String> protocols) {
    proposals = List.copyOf(protocols);
    if (proposals.isEmpty() || proposals.size() > MAX_PROPOSALS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_PROPOSALS + " protocols can be proposed, not " + proposals.size());
    }
    proposals.forEach(Message::requireWritable);
  }

  @Override
  void begin(ByteBuf out) {
    Message.write(HEADER, out);
    Message.write(proposed(), out);
  }

  @Override
  void header(ByteBuf out) {
    // It went out with the first proposal.
  }

  @Override
  Optional<String> message(String text, ByteBuf out) {
    if (text.equals(proposed())) {
      return Optional.of(text);
    }
    if (!text.equals(NOT_AVAILABLE)) {
      throw violated(InputRefused.excerpt(text) + " came in answer to " + proposed());
    }
    if (isLast()) {
      throw new ConnectionFailed(
          Reason.NO_COMMON_PROTOCOL, "the peer supports none of " + proposals);
    }
    current++;
    Message.write(proposed(), out);
    return Optional.empty();
  }

  @Override
  boolean isLast() {
    return current == proposals.size() - 1;
  }

  @Override
  String proposed() {
    return proposals.get(current);
  }
}
