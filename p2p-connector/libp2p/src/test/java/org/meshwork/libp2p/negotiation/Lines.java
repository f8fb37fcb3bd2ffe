package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages as texts. */
final class Lines {
  private Lines() {}

  static ByteBuf of(String... texts) {
    // Pooled, because the leak detection does not watch others on the heap.
    ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer();
    List.of(texts).forEach(text -> Message.write(text, out));
    return out;
  }

  /** All messages, which are released. */
  static List<String> in(ByteBuf bytes) {
    List<String> texts = new ArrayList<>();
    for (Optional<String> text = Message.read(bytes);
        text.isPresent();
        text = Message.read(bytes)) {
      texts.add(text.get());
    }
    bytes.release();
    return texts;
  }
}
