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
    int read = 0;
    while (run.next()) {
      Bytes input = InputMutation.of(good, run.random());
      read += isReadWithin(maxBytes, decode, input) ? 1 : 0;
    }
    assertThat(read).as("inputs that were read, or all fail at the first byte").isPositive();
  }

  /** One input, of whose kind the caller is sure. */
  public static boolean isReadWithin(long maxBytes, Consumer<Bytes> decode, Bytes input) {
    Attempt attempt = Attempt.of(decode, input);
    // A measurement can be disturbed; a decoder does the same each time.
    for (int again = 0; again < 2 && attempt.allocated >= maxBytes; again++) {
      attempt = Attempt.of(decode, input);
    }
    assertThat(attempt.allocated)
        .as(() -> "bytes allocated for " + input.toHex())
        .isLessThan(maxBytes);
    return attempt.isRead;
  }

  private record Attempt(boolean isRead, long allocated) {
    static Attempt of(Consumer<Bytes> decode, Bytes input) {
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      boolean isRead = false;
      try {
        decode.accept(input);
        isRead = true;
      } catch (InputRefused expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException | Error escaped) {
        throw new AssertionError(input.toHex(), escaped);
      }
      return new Attempt(isRead, MEMORY.getCurrentThreadAllocatedBytes() - before);
    }
  }
}
