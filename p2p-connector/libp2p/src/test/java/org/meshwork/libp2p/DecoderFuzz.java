package org.meshwork.libp2p;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * Good input, broken in small ways, and bytes of no sense: a decoder answers each with a value or a
 * refusal, and allocates within a bound.
 */
public final class DecoderFuzz {
  /** What one input may make a decoder allocate: small values, and keys with their arithmetic. */
  public static final long VALUE_BYTES = 512 << 10;

  public static final long KEY_BYTES = 4 << 20;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private DecoderFuzz() {}

  public static void readsOrRefuses(Consumer<Bytes> decode, List<Bytes> good) {
    readsOrRefuses(decode, good, VALUE_BYTES, FuzzRun.begin());
  }

  /**
   * @param good at least one, which must be read
   * @param maxBytes that one input may make it allocate
   */
  public static void readsOrRefuses(
      Consumer<Bytes> decode, List<Bytes> good, long maxBytes, FuzzRun run) {
    good.forEach(decode);
    while (run.next()) {
      tryWithin(maxBytes, decode, InputMutation.of(good, run.random()));
    }
  }

  /** One input of the caller's choice. */
  public static void tryWithin(long maxBytes, Consumer<Bytes> decode, Bytes input) {
    long allocated = allocated(decode, input);
    // A measurement can be disturbed; a decoder does the same each time.
    for (int again = 0; again < 2 && allocated >= maxBytes; again++) {
      allocated = allocated(decode, input);
    }
    assertThat(allocated).as(() -> "bytes allocated for " + input.toHex()).isLessThan(maxBytes);
  }

  private static long allocated(Consumer<Bytes> decode, Bytes input) {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    try {
      decode.accept(input);
    } catch (InputRefused expected) {
      assertThat(expected.reason()).isNotNull();
    } catch (RuntimeException | Error escaped) {
      throw new AssertionError(input.toHex(), escaped);
    }
    return MEMORY.getCurrentThreadAllocatedBytes() - before;
  }
}
