package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;

/** A stream as a channel, on virtual time. */
@ExtendWith(LeakWatch.class)
class StreamChannelTest {
  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeStream stream = new FakeStream();
  private final StreamChannel channel = new StreamChannel(stream);
  private int read;
  private boolean isInactive;

  @BeforeEach
  void register() {
    time.freezeTime();
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                read += ((ByteBuf) message).readableBytes();
                ((ByteBuf) message).release();
              }

              @Override
              public void channelInactive(ChannelHandlerContext context) {
                isInactive = true;
              }
            });
    time.eventLoop().register(channel);
    time.runPendingTasks();
  }

  @AfterEach
  void close() {
    channel.close();
    stream.reset();
    time.runPendingTasks();
    time.close();
  }

  private static ByteBuf bytes(int count) {
    return Unpooled.buffer(count).writeZero(count);
  }

  @Test
  void isActiveFromTheBeginning() {
    assertThat(channel.isActive()).isTrue();
    stream.arrive(10);
    assertThat(read).isEqualTo(10);
  }

  @Test
  void readsWhenItIsAskedTo() {
    channel.config().setAutoRead(false);
    stream.arrive(10);
    assertThat(read).as("asked for before").isEqualTo(10);
    stream.arrive(10);
    stream.arrive(10);
    assertThat(read).isEqualTo(10);
    channel.read();
    assertThat(read).isEqualTo(20);
    channel.config().setAutoRead(true);
    assertThat(read).isEqualTo(30);
    stream.arrive(10);
    assertThat(read).isEqualTo(40);
  }

  @Test
  void holdsBackWhatTheStreamHasNoRoomFor() {
    stream.takeNothing();
    channel.writeAndFlush(bytes(10));
    ChannelFuture held = channel.writeAndFlush(bytes(1 << 20));
    ChannelFuture last = channel.writeAndFlush(bytes(10));
    assertThat(stream.written.readableBytes()).isEqualTo(10);
    assertThat(held.isDone()).isFalse();
    assertThat(channel.isWritable()).isFalse();
    stream.takeAll();
    time.runPendingTasks();
    assertThat(stream.written.readableBytes()).isEqualTo(20 + (1 << 20));
    assertThat(last.isSuccess()).isTrue();
    assertThat(channel.isWritable()).isTrue();
  }

  @Test
  void isClosedByTheEndOfInput() {
    stream.arriveEnd();
    time.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(isInactive).isTrue();
    assertThat(stream.isWriteClosed).isTrue();
    assertThat(stream.isReset).isFalse();
  }

  @Test
  void isClosedByAFailure() {
    stream.reset();
    time.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(isInactive).isTrue();
  }

  @Test
  void endsTheStreamAndDropsWhatStillComes() {
    channel.writeAndFlush(bytes(10));
    channel.close();
    time.runPendingTasks();
    assertThat(stream.written.readableBytes()).isEqualTo(10);
    assertThat(stream.isWriteClosed).isTrue();
    stream.arrive(10);
    assertThat(read).isZero();
    assertThat(stream.waitingBytes()).isZero();
    time.advanceTimeBy(4, TimeUnit.SECONDS);
    time.runScheduledPendingTasks();
    assertThat(stream.isReset).isFalse();
    time.advanceTimeBy(1, TimeUnit.SECONDS);
    time.runScheduledPendingTasks();
    assertThat(stream.isReset).isTrue();
  }
}
