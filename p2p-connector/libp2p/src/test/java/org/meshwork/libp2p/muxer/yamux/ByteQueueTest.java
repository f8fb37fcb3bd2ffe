package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes leave in the order in which they came, and each buffer is released once. */
class ByteQueueTest {
  @Test
  void keepsTheOrderHoweverBytesComeAndGo() {
    Random random = new Random(795);
    for (int round = 0; round < 300; round++) {
      keepsTheOrder(random);
    }
  }

  private static void keepsTheOrder(Random random) {
    ByteQueue queue = new ByteQueue(UnpooledByteBufAllocator.DEFAULT);
    List<ByteBuf> added = new ArrayList<>();
    List<ByteBuf> taken = new ArrayList<>();
    int in = 0;
    int out = 0;
    for (int step = 0; step < 60; step++) {
      if (random.nextInt(3) > 0) {
        byte[] next = counting(in, random.nextInt(random.nextBoolean() ? 100 : 20_000));
        ByteBuf bytes = Unpooled.buffer().writeBytes(next);
        in += bytes.readableBytes();
        added.add(bytes);
        queue.add(bytes);
      } else if (!queue.isEmpty()) {
        ByteBuf next =
            random.nextBoolean() ? queue.poll() : queue.take(1 + random.nextInt(queue.size()));
        assertThat(ByteBufUtil.getBytes(next)).isEqualTo(counting(out, next.readableBytes()));
        out += next.readableBytes();
        taken.add(next);
      }
      assertThat(queue.size()).isEqualTo(in - out);
    }
    queue.release();
    assertThat(queue.isEmpty()).isTrue();
    taken.forEach(bytes -> assertThat(bytes.release()).isIn(true, false));
    added.forEach(bytes -> assertThat(bytes.refCnt()).isZero());
  }

  private static byte[] counting(int first, int size) {
    byte[] bytes = new byte[size];
    for (int index = 0; index < size; index++) {
      bytes[index] = (byte) (first + index);
    }
    return bytes;
  }

  @Test
  void smallPiecesAreCopiedTogether() {
    ByteQueue queue = new ByteQueue(UnpooledByteBufAllocator.DEFAULT);
    for (int count = 0; count < 10_000; count++) {
      queue.add(Unpooled.wrappedBuffer(new byte[1]));
    }
    int pieces = 0;
    while (!queue.isEmpty()) {
      queue.poll().release();
      pieces++;
    }
    assertThat(pieces).isEqualTo(2);
  }

  @Test
  void largePiecesAreNotCopied() {
    ByteQueue queue = new ByteQueue(UnpooledByteBufAllocator.DEFAULT);
    ByteBuf large = Unpooled.wrappedBuffer(new byte[ByteQueue.SMALL_BYTES]);
    queue.add(Unpooled.wrappedBuffer(new byte[1]));
    queue.add(large);
    queue.poll().release();
    assertThat(queue.poll()).isSameAs(large);
    large.release();
  }
}
