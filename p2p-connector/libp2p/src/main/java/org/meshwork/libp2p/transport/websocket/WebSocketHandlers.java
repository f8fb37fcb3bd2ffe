package org.meshwork.libp2p.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sets a channel up, on either side. */
final class WebSocketHandlers {
  static final int MAX_FRAME_BYTES = 1024 * 1024;
  private static final int MAX_BODY_BYTES = 1_024;
  private static final long CLOSING_MILLIS = 1_000;

  /** The upgrade has a timeout of its own, which is to be the one that counts. */
  private static final long HANDSHAKE_MILLIS = Duration.ofDays(1).toMillis();

  private WebSocketHandlers() {}

  static CompletionStage<Void> dial(
      Channel channel, WebSocketEndpoint endpoint, SslContext security) {
    ChannelPipeline pipeline = channel.pipeline();
    if (endpoint.isSecure()) {
      pipeline.addLast(security.newHandler(channel.alloc(), endpoint.hostName(), endpoint.port()));
    }
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(endpoint.uri())
            .version(WebSocketVersion.V13)
            .allowExtensions(false)
            .withUTF8Validator(false)
            .maxFramePayloadLength(MAX_FRAME_BYTES)
            .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
            .forceCloseTimeoutMillis(CLOSING_MILLIS)
            .build();
    pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_BODY_BYTES));
    return addBytes(pipeline, new WebSocketClientProtocolHandler(config));
  }

  static CompletionStage<Void> accept(Channel channel, Optional<SslContext> security) {
    ChannelPipeline pipeline = channel.pipeline();
    security.ifPresent(tls -> pipeline.addLast(tls.newHandler(channel.alloc())));
    WebSocketServerProtocolConfig config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/")
            .checkStartsWith(true)
            .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
            .forceCloseTimeoutMillis(CLOSING_MILLIS)
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .allowExtensions(false)
                    .withUTF8Validator(false)
                    .maxFramePayloadLength(MAX_FRAME_BYTES)
                    .build())
            .build();
    pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY_BYTES));
    return addBytes(pipeline, new WebSocketServerProtocolHandler(config));
  }

  private static CompletionStage<Void> addBytes(
      ChannelPipeline pipeline, io.netty.channel.ChannelHandler protocol) {
    WebSocketBytes bytes = new WebSocketBytes();
    pipeline.addLast(new PingBound(), protocol, bytes);
    return bytes.open();
  }
}
