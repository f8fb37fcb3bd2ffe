package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A question for registrations: the message {@code Discover}.
 *
 * @param namespace empty for all
 * @param limit of registrations in the answer, 0 if none was set; more than 2^31 - 1 counts as that
 * @param cookie of an answer after which to go on; empty if there is none
 */
public record Discover(Optional<String> namespace, int limit, Bytes cookie)
    implements RendezvousMessage {
  private static final int NAMESPACE = 1;
  private static final int LIMIT = 2;
  private static final int COOKIE = 3;

  public Discover {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(cookie);
    if (limit < 0) {
      throw new IllegalArgumentException("a limit of " + limit);
    }
  }

  static Discover read(Bytes message) {
    Optional<String> namespace = Optional.empty();
    int limit = 0;
    Bytes cookie = Bytes.EMPTY;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case NAMESPACE ->
            namespace = Optional.of(Fields.text(reader.bytes())).filter(text -> !text.isEmpty());
        case LIMIT -> limit = limit(reader.varint());
        case COOKIE -> cookie = reader.bytes();
        default -> reader.skip();
      }
    }
    return new Discover(namespace, limit, cookie);
  }

  private static int limit(long value) {
    return value < 0 || value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) value;
  }

  @Override
  public Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter();
    namespace.ifPresent(text -> writer.bytes(NAMESPACE, Bytes.utf8(text)));
    if (limit > 0) {
      writer.varint(LIMIT, limit);
    }
    if (!cookie.isEmpty()) {
      writer.bytes(COOKIE, cookie);
    }
    return Fields.message(MessageType.DISCOVER, writer.toBytes());
  }
}
