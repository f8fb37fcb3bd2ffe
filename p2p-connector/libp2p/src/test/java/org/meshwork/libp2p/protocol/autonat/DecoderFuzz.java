package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.meshwork.libp2p.InputMutation;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/** Good messages, broken in small ways: each is read or refused, within a bound of memory. */
public final class DecoderFuzz {
  private static final int INPUTS = Integer.getInteger("libp2p.fuzz.inputs", 4_000);
  private static final long MAX_ALLOCATED_BYTES = 512 << 10;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private DecoderFuzz() {}

  public static void readsOrRefuses(Consumer<Bytes> decode, List<Bytes> good) {
    Random random = new Random(Long.getLong("libp2p.fuzz.seed", 20_260_101L));
    good.forEach(decode);
    int read = 0;
    for (int count = 0; count < INPUTS; count++) {
      Bytes input = InputMutation.of(good, random);
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      try {
        decode.accept(input);
        read++;
      } catch (InputRefused expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException | Error escaped) {
        throw new AssertionError(input.toHex(), escaped);
      }
      assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
          .as(() -> "bytes allocated for " + input.toHex())
          .isLessThan(MAX_ALLOCATED_BYTES);
    }
    assertThat(read).isBetween(1, INPUTS - 1);
  }
}
