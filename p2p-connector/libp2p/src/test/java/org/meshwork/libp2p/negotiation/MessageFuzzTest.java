package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;

/** Negotiations, broken in small ways, read message by message as far as they go. */
class MessageFuzzTest {
  private static final Bytes GOOD =
      new ByteWriter()
          .prefixed(Bytes.utf8("/multistream/1.0.0\n"))
          .prefixed(Bytes.utf8("/ipfs/ping/1.0.0\n"))
          .prefixed(Bytes.utf8("na\n"))
          .toBytes();

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(MessageFuzzTest::readAll, List.of(GOOD));
  }

  private static void readAll(Bytes input) {
    ByteBuf in = Unpooled.wrappedBuffer(input.toArray());
    Optional<String> message = Message.read(in);
    while (message.isPresent()) {
      message = Message.read(in);
    }
  }
}
