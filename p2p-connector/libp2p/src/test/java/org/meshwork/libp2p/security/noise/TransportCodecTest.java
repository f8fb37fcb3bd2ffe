package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.security.aead.AeadSource;

class TransportCodecTest {
  private static final int MAX_TEXT = 65_519;
  private static final Bytes KEY = Bytes.of(new byte[32]);
  private final ChannelPair pair = new ChannelPair();

  @AfterEach
  void everythingIsReleased() {
    pair.close();
  }

  private ByteBuf text(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return pair.buffers.buffer(Math.max(1, size)).writeBytes(content);
  }

  private List<ByteBuf> sent() {
    List<ByteBuf> frames = new ArrayList<>();
    for (ByteBuf next = pair.dialer.readOutbound();
        next != null;
        next = pair.dialer.readOutbound()) {
      frames.add(next);
    }
    return frames;
  }

  private void arrive(List<ByteBuf> frames) {
    frames.forEach(pair.listener::writeInbound);
  }

  private void assertReceived(ByteBuf expected) {
    ByteBuf received = pair.received(pair.listener);
    assertThat(received).isEqualTo(expected);
    received.release();
    expected.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 65_518, 65_519, 65_520, 65_535, 131_038, 131_039, 200_000})
  void fillsFramesAndLosesNothing(int size) {
    pair.connect();
    pair.dialer.writeOutbound(text(size));
    List<ByteBuf> frames = sent();
    assertThat(frames).hasSize((size + MAX_TEXT - 1) / MAX_TEXT);
    for (ByteBuf frame : frames) {
      assertThat(frame.getUnsignedShort(0)).isEqualTo(frame.readableBytes() - 2);
    }
    assertThat(frames.stream().mapToInt(ByteBuf::readableBytes).sum())
        .isEqualTo(size + 18 * frames.size());
    arrive(frames);
    assertReceived(text(size));
  }

  @Test
  void sealsManyWritesTogetherAndKeepsTheirPromises() {
    pair.connect();
    List<ChannelFuture> writes = new ArrayList<>();
    ByteBuf all = pair.buffers.buffer();
    for (int size : new int[] {12, 65_000, 0, 12, 70_000, 1, 0}) {
      ByteBuf text = text(size);
      all.writeBytes(text, 0, size);
      writes.add(pair.dialer.write(text));
    }
    assertThat((Object) pair.dialer.readOutbound()).isNull();
    pair.dialer.flush();
    List<ByteBuf> frames = sent();
    assertThat(frames).hasSize(3);
    assertThat(frames.get(0).readableBytes()).isEqualTo(65_537);
    assertThat(frames.get(1).readableBytes()).isEqualTo(65_537);
    assertThat(writes).allMatch(ChannelFuture::isSuccess);
    arrive(frames);
    assertReceived(all);
  }

  /** Somebody else's memory is sealed from where it lies, never into. */
  @Test
  void leavesWhatWasWrittenAlone() {
    pair.connect();
    ByteBuf direct = pair.buffers.directBuffer().writeBytes(KEY.toArray());
    ByteBuf[] texts = {
      Unpooled.wrappedBuffer(KEY.toArray()).asReadOnly(),
      Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(KEY.toArray()), text(3)),
      direct.retainedDuplicate().asReadOnly(),
    };
    for (ByteBuf text : texts) {
      pair.dialer.write(text);
      pair.dialer.write(Unpooled.EMPTY_BUFFER);
      pair.dialer.flush();
    }
    assertThat(direct).isEqualTo(Unpooled.wrappedBuffer(KEY.toArray()));
    direct.release();
    arrive(sent());
    ByteBuf three = text(3);
    ByteBuf zeros = Unpooled.wrappedBuffer(KEY.toArray());
    assertReceived(
        Unpooled.wrappedBuffer(zeros.retainedDuplicate(), zeros.retainedDuplicate(), three, zeros));
  }

  @Test
  void completesAnEmptyWriteWithoutAMessage() {
    pair.connect();
    assertThat(pair.dialer.writeAndFlush(Unpooled.EMPTY_BUFFER).isSuccess()).isTrue();
    assertThat(sent()).allMatch(sent -> !sent.isReadable());
  }

  @Test
  void countsWhatWaitsTowardsTheWaterMarks() {
    pair.connect();
    assertThat(pair.dialer.isWritable()).isTrue();
    ChannelFuture write = pair.dialer.write(text(100_000));
    pair.dialer.runPendingTasks();
    assertThat(pair.dialer.isWritable()).isFalse();
    pair.dialer.close();
    assertThat(write.cause()).isInstanceOf(ConnectionFailed.class);
    assertThat(pair.dialer.write(text(1)).isSuccess()).isFalse();
  }

  @Test
  void readsFramesHoweverTheyAreCut() {
    pair.connect();
    Random random = new Random(11);
    ByteBuf wire = pair.buffers.buffer();
    ByteBuf all = pair.buffers.buffer();
    for (int size : new int[] {1, 70_000, 3, 65_519, 40, 100}) {
      ByteBuf text = text(size);
      all.writeBytes(text);
      text.release();
    }
    for (ByteBuf rest = all.duplicate(); rest.isReadable(); ) {
      pair.dialer.writeOutbound(
          rest.readRetainedSlice(Math.min(rest.readableBytes(), 1 + random.nextInt(30_000))));
    }
    for (ByteBuf frame : sent()) {
      wire.writeBytes(frame);
      frame.release();
    }
    while (wire.isReadable()) {
      int size = random.nextBoolean() ? 1 + random.nextInt(3) : 1 + random.nextInt(80_000);
      pair.listener.writeInbound(wire.readRetainedSlice(Math.min(size, wire.readableBytes())));
    }
    wire.release();
    assertReceived(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 50, 117})
  void endsTheChannelAtAChangedMessage(int at) {
    pair.connect();
    pair.dialer.writeOutbound(text(100));
    ByteBuf first = pair.dialer.readOutbound();
    pair.dialer.writeOutbound(text(5));
    ByteBuf second = pair.dialer.readOutbound();
    first.setByte(at, first.getByte(at) ^ 1);
    ByteBuf both = pair.buffers.buffer().writeBytes(first).writeBytes(second);
    first.release();
    second.release();
    assertViolates(() -> pair.listener.writeInbound(both));
  }

  @Test
  void endsTheChannelAtARepeatedMessage() {
    pair.connect();
    pair.dialer.writeOutbound(text(5));
    ByteBuf frame = pair.dialer.readOutbound();
    ByteBuf again = frame.copy();
    pair.listener.writeInbound(frame);
    assertReceived(text(5));
    assertViolates(() -> pair.listener.writeInbound(again));
  }

  @Test
  void endsTheChannelAtAMissingMessage() {
    pair.connect();
    pair.dialer.writeOutbound(text(5));
    pair.dialer.<ByteBuf>readOutbound().release();
    pair.dialer.writeOutbound(text(5));
    ByteBuf second = pair.dialer.readOutbound();
    assertViolates(() -> pair.listener.writeInbound(second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000",
        "000fffffffffffffffffffffffffffffff",
        "0010" + "00000000" + "000000000000000000000000"
      })
  void endsTheChannelAtWhatIsNoMessage(String hex) {
    pair.connect();
    ByteBuf bytes = pair.buffers.buffer().writeBytes(Bytes.ofHex(hex).toArray());
    assertViolates(() -> pair.listener.writeInbound(bytes));
  }

  private void assertViolates(ThrowingCallable arrival) {
    assertThatThrownBy(arrival)
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_VIOLATED));
    assertThat((Object) pair.listener.readInbound()).isNull();
    assertThat(pair.listener.isOpen()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void endsTheChannelBeforeNumbersRepeat(AeadSource aeads) {
    EmbeddedChannel channel = pair.dialer;
    channel
        .pipeline()
        .addLast(
            new TransportCodec(
                aeads, new CipherState(aeads, KEY, -2L), new CipherState(aeads, KEY)));
    assertThat(channel.writeAndFlush(text(5)).isSuccess()).isTrue();
    ChannelFuture late = channel.writeAndFlush(text(5));
    assertThat(late.cause())
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.CLOSED));
    assertThatThrownBy(channel::checkException).isInstanceOf(ConnectionFailed.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void asksForMoreWhileAMessageIsNotWhole() {
    pair.connect();
    pair.listener.config().setAutoRead(false);
    ReadCounter reads = new ReadCounter();
    pair.listener.pipeline().addFirst(reads);
    pair.dialer.writeOutbound(text(5));
    ByteBuf frame = pair.dialer.readOutbound();
    pair.listener.writeInbound(frame.readRetainedSlice(7));
    assertThat(reads.count).isEqualTo(1);
    pair.listener.writeInbound(frame);
    assertThat(reads.count).isEqualTo(1);
    assertReceived(text(5));
  }

  private static final class ReadCounter extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(ChannelHandlerContext context) {
      count++;
      context.read();
    }
  }

  @Test
  void passesOverMessagesWithoutText() {
    CipherState sending = new CipherState(AeadSource.JDK, KEY);
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new TransportCodec(AeadSource.JDK, sending, new CipherState(AeadSource.JDK, KEY)));
    Bytes empty = new CipherState(AeadSource.JDK, KEY).encrypt(Bytes.EMPTY, Bytes.EMPTY);
    ByteBuf frame = Unpooled.buffer().writeShort(empty.size()).writeBytes(empty.toArray());
    assertThat(reader.writeInbound(frame)).isFalse();
    assertThat(reader.isOpen()).isTrue();
    reader.finishAndReleaseAll();
  }
}
