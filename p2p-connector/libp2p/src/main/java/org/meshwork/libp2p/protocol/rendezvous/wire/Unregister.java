package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/** A wish to be found no longer, which is not answered: the message {@code Unregister}. */
public record Unregister(String namespace) implements RendezvousMessage {
  private static final int NAMESPACE = 1;

  public Unregister {
    Objects.requireNonNull(namespace);
  }

  static Unregister read(Bytes message) {
    String namespace = "";
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == NAMESPACE) {
        namespace = Fields.text(reader.bytes());
      } else {
        reader.skip();
      }
    }
    return new Unregister(namespace);
  }

  @Override
  public Bytes encode() {
    Bytes content = new ProtobufWriter().bytes(NAMESPACE, Bytes.utf8(namespace)).toBytes();
    return Fields.message(MessageType.UNREGISTER, content);
  }
}
