package org.meshwork.libp2p;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.meshwork.libp2p.multiformats.Bytes;

/** Breaks good input in the ways that decoders trip over. */
public final class InputMutation {
  private static final int[] TRAPS = {0x00, 0x01, 0x7f, 0x80, 0xff, '/', ':', '=', '1', 'Q'};

  /** Lengths that nothing has, as varints and in DER. */
  private static final List<Bytes> LENGTHS =
      List.of(Bytes.ofHex("83ffffff"), Bytes.ofHex("ffffff7f"), Bytes.ofHex("ffffffffffffffff7f"));

  private static final int MAX_NOISE_BYTES = 300;

  private InputMutation() {}

  public static Bytes of(List<Bytes> good, Random random) {
    if (random.nextInt(10) == 0) {
      return noise(random.nextInt(MAX_NOISE_BYTES), random);
    }
    Bytes input = good.get(random.nextInt(good.size()));
    for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
      input = step(input, random);
    }
    return input;
  }

  private static Bytes step(Bytes input, Random random) {
    int at = random.nextInt(input.size() + 1);
    Bytes head = input.slice(0, at);
    Bytes tail = input.slice(at, input.size());
    return switch (random.nextInt(7)) {
      case 0 -> head;
      case 1 -> tail;
      case 2 -> head.concat(noise(1 + random.nextInt(8), random)).concat(tail);
      case 3 -> head.concat(trap(1 + random.nextInt(12), random)).concat(tail);
      case 4 -> head.concat(afterFirst(tail));
      case 5 -> head.concat(LENGTHS.get(random.nextInt(LENGTHS.size()))).concat(afterFirst(tail));
      default -> turnBit(input, random);
    };
  }

  private static Bytes afterFirst(Bytes bytes) {
    return bytes.isEmpty() ? bytes : bytes.slice(1, bytes.size());
  }

  private static Bytes noise(int size, Random random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private static Bytes trap(int size, Random random) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) TRAPS[random.nextInt(TRAPS.length)]);
    return Bytes.of(bytes);
  }

  private static Bytes turnBit(Bytes input, Random random) {
    if (input.isEmpty()) {
      return input;
    }
    byte[] bytes = input.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.of(bytes);
  }
}
