package org.meshwork.libp2p.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

@ExtendWith(LeakWatch.class)
class ChannelNegotiationTest {
  private static final String HEADER = "/multistream/1.0.0";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final EmbeddedChannel channel = new EmbeddedChannel();

  ChannelNegotiationTest() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private CompletableFuture<String> listen() {
    return ChannelNegotiation.listen(channel, "/a"::equals, TIMEOUT).toCompletableFuture();
  }

  private static void assertFailed(CompletionStage<?> stage, Reason reason) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> stage.toCompletableFuture().getNow(null))
        .satisfies(
            thrown ->
                assertThat(((ConnectionFailed) thrown.getCause()).reason()).isEqualTo(reason));
  }

  private void assertHasNoHandler() {
    assertThat(channel.pipeline().get(NegotiationHandler.class)).isNull();
  }

  @Test
  void proposesInOneWrite() {
    ChannelNegotiation.dial(channel, List.of("/a"), TIMEOUT);
    assertThat(Lines.in(channel.readOutbound())).containsExactly(HEADER, "/a");
    assertThat(channel.<ByteBuf>readOutbound()).isNull();
  }

  @Test
  void handsWhatIsLeftOverToThoseWhoComeNext() {
    StringBuilder heard = new StringBuilder();
    listen()
        .thenAccept(
            protocol ->
                channel
                    .pipeline()
                    .addLast(
                        new ChannelInboundHandlerAdapter() {
                          @Override
                          public void channelRead(ChannelHandlerContext context, Object message) {
                            ByteBuf bytes = (ByteBuf) message;
                            heard.append(ByteBufUtil.hexDump(bytes));
                            bytes.release();
                          }
                        }));
    channel.writeInbound(Lines.of(HEADER, "/a").writeShort(0x0102));
    channel.writeInbound(Unpooled.buffer().writeByte(3));
    assertThat(heard).hasToString("010203");
    assertHasNoHandler();
    assertThat(Lines.in(channel.readOutbound())).containsExactly(HEADER, "/a");
  }

  @Test
  void queuesWhatComesFromWithinADependent() {
    CompletableFuture<String> agreed = listen();
    agreed.thenRun(() -> channel.pipeline().fireChannelRead(Unpooled.buffer().writeByte(2)));
    channel.writeInbound(Lines.of(HEADER, "/a").writeByte(1));
    ByteBuf all = channel.readInbound();
    ByteBuf next = channel.readInbound();
    ByteBuf joined = next == null ? all : Unpooled.wrappedBuffer(all, next);
    assertThat(ByteBufUtil.hexDump(joined)).isEqualTo("0102");
    joined.release();
  }

  @Test
  void waitsNoLongerThanAllowed() {
    CompletableFuture<String> agreed = listen();
    ByteBuf whole = Lines.of(HEADER, "/a");
    // A byte a second, which never ends.
    for (int second = 0; second < 9; second++) {
      channel.writeInbound(whole.readRetainedSlice(1));
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
    whole.release();
    assertThat(agreed).isNotDone();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertFailed(agreed, Reason.TIMED_OUT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void leavesNoTimerBehind() {
    listen();
    channel.writeInbound(Lines.of(HEADER, "/a"));
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
  }

  @Test
  void closesWhenThePeerNegotiatesOtherwise() {
    CompletableFuture<String> agreed = listen();
    channel.writeInbound(Unpooled.buffer().writeLong(-1));
    assertFailed(agreed, Reason.PROTOCOL_VIOLATED);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void tellsThatThePeerHungUp() {
    CompletableFuture<String> agreed = listen();
    channel.writeInbound(Lines.of(HEADER));
    channel.close();
    assertFailed(agreed, Reason.CLOSED);
  }

  @Test
  void closesWhenTheAcceptanceThrows() {
    CompletableFuture<String> agreed =
        ChannelNegotiation.listen(
                channel,
                id -> {
                  throw new IllegalStateException("a mistake");
                },
                TIMEOUT)
            .toCompletableFuture();
    channel.writeInbound(Lines.of(HEADER, "/a"));
    assertFailed(agreed, Reason.CLOSED);
    assertThat(channel.isOpen()).isFalse();
  }
}
