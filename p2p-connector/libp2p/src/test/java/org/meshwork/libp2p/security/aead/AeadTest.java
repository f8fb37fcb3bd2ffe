package org.meshwork.libp2p.security.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.security.Security;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class AeadTest {
  private static final byte[] KEY = new byte[Aead.KEY_BYTES];
  private static final byte[] NONCE = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] ADDITIONAL = {1, 2, 3};
  private static final int[] SIZES = {0, 1, 63, 64, 65, 4_096, 65_519};

  enum Memory {
    HEAP(Unpooled::buffer),
    DIRECT(Unpooled::directBuffer),
    /** Of two parts, as text; nobody seals into such. */
    COMPOSITE(
        size ->
            Unpooled.wrappedBuffer(
                    Unpooled.directBuffer(size / 2 + 1).writeZero(size / 2 + 1),
                    Unpooled.buffer(size).writeZero(size))
                .clear());

    private final IntFunction<ByteBuf> allocate;

    Memory(IntFunction<ByteBuf> allocate) {
      this.allocate = allocate;
    }

    ByteBuf of(byte[] content) {
      return allocate.apply(content.length).writeBytes(content);
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(AeadSource.values())
        .filter(AeadSource::works)
        .flatMap(
            source ->
                Stream.of(Memory.values())
                    .flatMap(
                        from ->
                            Stream.of(Memory.HEAP, Memory.DIRECT)
                                .map(to -> Arguments.of(source, from, to))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void opensWhatItSealsInAnyMemory(AeadSource source, Memory from, Memory to) {
    Random random = new Random(3);
    for (int size : SIZES) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      ByteBuf text = from.of(content);
      ByteBuf sealed = to.allocate.apply(size + Aead.TAG_BYTES + 3).writeZero(3).skipBytes(3);
      source.withKey(KEY).seal(NONCE, ADDITIONAL, text, sealed);
      assertThat(text.isReadable()).isFalse();
      assertThat(sealed.readableBytes()).isEqualTo(size + Aead.TAG_BYTES);
      assertThat(sealed).isEqualTo(expected(content));

      ByteBuf arrived = from.of(ByteBufUtil.getBytes(sealed));
      ByteBuf opened = to.allocate.apply(arrived.readableBytes());
      source.withKey(KEY).open(NONCE, ADDITIONAL, arrived, opened);
      assertThat(ByteBufUtil.getBytes(opened)).isEqualTo(content);
      Stream.of(text, sealed, arrived, opened).forEach(ByteBuf::release);
    }
  }

  /** By the JDK from array to array, which its own makers have tested. */
  private static ByteBuf expected(byte[] content) {
    ByteBuf sealed = Unpooled.buffer(content.length + Aead.TAG_BYTES);
    AeadSource.JDK.withKey(KEY).seal(NONCE, ADDITIONAL, Unpooled.wrappedBuffer(content), sealed);
    return sealed;
  }

  @ParameterizedTest
  @EnumSource
  void sealsInPlace(AeadSource source) {
    Assumptions.assumeTrue(source.works());
    for (int size : SIZES) {
      byte[] content = new byte[size];
      new Random(5).nextBytes(content);
      ByteBuf frame =
          source
              .buffer(UnpooledByteBufAllocator.DEFAULT, size + Aead.TAG_BYTES)
              .setBytes(0, content);
      source.withKey(KEY).seal(NONCE, ADDITIONAL, frame.slice(0, size), frame);
      assertThat(frame).isEqualTo(expected(content));
      frame.release();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void showsNothingOfWhatWasChanged(AeadSource source, Memory from, Memory to) {
    byte[] sealed = ByteBufUtil.getBytes(expected(new byte[100]));
    for (int at = 0; at < sealed.length; at++) {
      sealed[at] ^= 4;
      ByteBuf arrived = from.of(sealed);
      ByteBuf opened = to.allocate.apply(sealed.length);
      assertRefused(
          Reason.FORGED, () -> source.withKey(KEY).open(NONCE, ADDITIONAL, arrived, opened));
      assertThat(opened.isReadable()).isFalse();
      sealed[at] ^= 4;
      arrived.release();
      opened.release();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherNoncesOtherContextAndTooLittle(AeadSource source) {
    Assumptions.assumeTrue(source.works());
    ByteBuf sealed = expected(new byte[100]);
    ByteBuf opened = Unpooled.buffer(200);
    byte[] otherNonce = NONCE.clone();
    otherNonce[11]++;
    Aead aead = source.withKey(KEY);
    assertRefused(
        Reason.FORGED, () -> aead.open(otherNonce, ADDITIONAL, sealed.duplicate(), opened));
    assertRefused(Reason.FORGED, () -> aead.open(NONCE, KEY, sealed.duplicate(), opened));
    assertRefused(
        Reason.TRUNCATED, () -> aead.open(NONCE, ADDITIONAL, sealed.slice(0, 15), opened));
  }

  @Test
  void refusesKeysOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> AeadSource.JDK.withKey(new byte[31]));
  }

  @Test
  void choosesOneAndRegistersNone() {
    assertThat(AeadSource.fastest()).isSameAs(AeadSource.fastest());
    assertThat(AeadSource.fastest().works()).isTrue();
    assertThat(Security.getProviders()).noneMatch(p -> p.getName().contains("Conscrypt"));
  }
}
