package org.meshwork.libp2p.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.LeakWatch;

@ExtendWith(LeakWatch.class)
class WebSocketHandlersTest {
  private static final String UPGRADE =
      "GET /some/path HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final CompletableFuture<Void> open =
      WebSocketHandlers.accept(channel, Optional.empty()).toCompletableFuture();

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private void upgrade() {
    channel.writeInbound(text(UPGRADE));
    channel.runPendingTasks();
    assertThat(open).isCompleted();
    for (Object sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
      ReferenceCountUtil.release(sent);
    }
  }

  /** A frame with a mask of zeros, which leaves its content as it is. */
  private static ByteBuf frame(int firstOctet, String hex) {
    return Unpooled.buffer()
        .writeByte(firstOctet)
        .writeByte(0x80 | hex.length() / 2)
        .writeInt(0)
        .writeBytes(ByteBufUtil.decodeHexDump(hex));
  }

  private String heard() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      text.append(ByteBufUtil.hexDump(next));
      next.release();
    }
    return text.toString();
  }

  @Test
  void passesFragmentsOnAsBytes() {
    upgrade();
    channel.writeInbound(frame(0x02, "0102"), frame(0x00, "03"), frame(0x80, "04"));
    channel.writeInbound(frame(0x82, ""), frame(0x82, "05"));
    assertThat(heard()).isEqualTo("0102030405");
    channel.finishAndReleaseAll();
  }

  @Test
  void closesOnText() {
    upgrade();
    channel.writeInbound(frame(0x81, "61"));
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(heard()).isEmpty();
    channel.finishAndReleaseAll();
  }

  @Test
  void closesOnAFrameAboveTheBound() {
    upgrade();
    Throwable[] told = new Throwable[1];
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                told[0] = cause;
              }
            });
    channel.writeInbound(
        Unpooled.buffer()
            .writeByte(0x82)
            .writeByte(0xff)
            .writeLong(WebSocketHandlers.MAX_FRAME_BYTES + 1L)
            .writeInt(0));
    channel.runPendingTasks();
    assertThat(told[0]).isInstanceOf(CorruptedWebSocketFrameException.class);
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void refusesWhatIsNoUpgrade(String request) {
    channel.writeInbound(text(request));
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(open).isCompletedExceptionally();
    channel.finishAndReleaseAll();
  }

  @Test
  void splitsWhatItSends() {
    EmbeddedChannel bare = new EmbeddedChannel(new WebSocketBytes());
    bare.writeOutbound(Unpooled.buffer().writeZero(150_000));
    int bytes = 0;
    for (BinaryWebSocketFrame next = bare.readOutbound();
        next != null;
        next = bare.readOutbound()) {
      assertThat(next.content().readableBytes())
          .isPositive()
          .isLessThanOrEqualTo(WebSocketBytes.MAX_SENT_FRAME_BYTES);
      bytes += next.content().readableBytes();
      next.release();
    }
    assertThat(bytes).isEqualTo(150_000);
    bare.finishAndReleaseAll();
  }

  @Test
  void tellsFramesFromFrames() {
    EmbeddedChannel bare = new EmbeddedChannel(new WebSocketBytes());
    bare.writeInbound(new ContinuationWebSocketFrame(text("x")));
    ReferenceCountUtil.release(bare.readInbound());
    bare.writeInbound(new TextWebSocketFrame("x"));
    assertThat(bare.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }
}
