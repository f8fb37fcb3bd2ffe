package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.function.Function;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** What a message is; each type has a field of its own. */
enum MessageType {
  REGISTER(Register::read),
  REGISTER_RESPONSE(RegisterResponse::read),
  UNREGISTER(Unregister::read),
  DISCOVER(Discover::read),
  DISCOVER_RESPONSE(DiscoverResponse::read);

  private static final int FIRST_FIELD = 2;

  private final Function<Bytes, RendezvousMessage> reading;

  MessageType(Function<Bytes, RendezvousMessage> reading) {
    this.reading = reading;
  }

  static MessageType of(long code) {
    if (code < 0 || code >= values().length) {
      throw new InputRefused(
          Reason.UNKNOWN_CODE, "a message of unknown type " + Long.toUnsignedString(code));
    }
    return values()[(int) code];
  }

  int code() {
    return ordinal();
  }

  int field() {
    return FIRST_FIELD + ordinal();
  }

  RendezvousMessage read(Bytes content) {
    return reading.apply(content);
  }
}
