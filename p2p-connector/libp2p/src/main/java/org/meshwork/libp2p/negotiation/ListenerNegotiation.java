package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes the first proposal that is accepted, and echoes it. */
final class ListenerNegotiation extends Negotiation {
  private final Predicate<String> accepts;
  private int proposals;

  ListenerNegotiation(Predicate<String> accepts) {
    this.accepts = Objects.requireNonNull(accepts);
  }

  @Override
  void begin(ByteBuf out) {
    // The header goes out with the first answer ("Implementation Recommendations").
  }

  @Override
  void header(ByteBuf out) {
    Message.write(HEADER, out);
  }

  @Override
  Optional<String> message(String text, ByteBuf out) {
    if (++proposals > MAX_PROPOSALS) {
      throw violated("more than " + MAX_PROPOSALS + " proposals");
    }
    if (!accepts.test(text)) {
      Message.write(NOT_AVAILABLE, out);
      return Optional.empty();
    }
    Message.write(text, out);
    return Optional.of(text);
  }

  @Override
  boolean isLast() {
    return false;
  }

  @Override
  String proposed() {
    throw new IllegalStateException("a listener proposes nothing");
  }
}
