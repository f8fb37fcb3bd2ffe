package org.meshwork.libp2p.protocol.kad.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

class KeyTest {
  private static BigInteger number(Distance distance) {
    return word(distance.first(), 192)
        .or(word(distance.second(), 128))
        .or(word(distance.third(), 64))
        .or(word(distance.fourth(), 0));
  }

  private static BigInteger word(long value, int shift) {
    return new BigInteger(Long.toUnsignedString(value)).shiftLeft(shift);
  }

  @Property(tries = 200)
  void distancesAreNumbersOf256Bits(
      @ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d, @ForAll long other) {
    Distance one = new Distance(a, b, c, d);
    Distance two = new Distance(a, other, c, b);
    assertThat(Integer.signum(one.compareTo(two))).isEqualTo(number(one).compareTo(number(two)));
    assertThat(one.leadingZeros()).isEqualTo(Key.BITS - number(one).bitLength());
  }

  @Property(tries = 200)
  void sharedBitsAreCountedFromTheFirst(@ForAll @IntRange(max = 255) int bit) {
    long[] words = new long[4];
    words[bit / 64] = Long.MIN_VALUE >>> (bit % 64);
    Key zero = new Key(0, 0, 0, 0);
    assertThat(zero.sharedBits(new Key(words[0], words[1], words[2], words[3]))).isEqualTo(bit);
    assertThat(zero.sharedBits(zero)).isEqualTo(Key.BITS);
  }

  /** FIPS 180-4, the example of one block. */
  @Test
  void keysAreHashesOfNames() {
    assertThat(Key.of(Bytes.utf8("abc")))
        .isEqualTo(
            new Key(
                0xba7816bf8f01cfeaL,
                0x414140de5dae2223L,
                0xb00361a396177a9cL,
                0xb410ff61f20015adL));
  }

  @Test
  void findsNamesInEachPartOfTheSpace() {
    Random random = new Random(1);
    Key self = Key.of(RandomKeys.peer(random));
    for (int bits = 0; bits <= RandomPeers.MAX_SHARED_BITS; bits++) {
      PeerId found = RandomPeers.sharing(bits, self, random).orElseThrow();
      assertThat(self.sharedBits(Key.of(found))).isEqualTo(bits);
    }
  }
}
