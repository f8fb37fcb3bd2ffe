package org.meshwork.libp2p.transport.quic;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannelBootstrap;
import io.netty.handler.codec.quic.QuicStreamType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a connection may hold and take, and how its codec is told so. */
final class QuicBounds {
  /** After which a connection on which nothing comes has ended. */
  static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  /** Of the peer, at once; as many as this side may open depends on the peer. */
  static final int MAX_STREAMS = 1_024;

  /** How much of one stream may come that the reader hasn't taken; grows with use up to 16 MiB. */
  static final int STREAM_WINDOW_BYTES = 1024 * 1024;

  /** As the former, for all streams together; grows with use up to 24 MiB. */
  static final int CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

  /** Over the life of a connection. */
  static final int MAX_BROKEN_STREAMS = 16 * 1024;

  /** Of diallers and of dials, at once on one socket. */
  static final int MAX_HANDSHAKES = 256;

  /** From here on diallers must show that they receive at their address. */
  static final int BUSY_HANDSHAKES = 64;

  /** Datagrams that wait in each direction; they only keep connections alive. */
  private static final int DATAGRAMS = 4;

  private static final int MAX_UDP_PAYLOAD_BYTES = 1_350;
  private static final ChannelHandler NOTHING = new NoHandler();

  private QuicBounds() {}

  static <B extends QuicCodecBuilder<B>> B codec(B builder, Duration idleTimeout) {
    return builder
        .localConnectionIdLength(QuicRouter.ID_BYTES)
        .maxIdleTimeout(idleTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(MAX_UDP_PAYLOAD_BYTES)
        .maxRecvUdpPayloadSize(QuicSocket.MAX_DATAGRAM_BYTES)
        .initialMaxData(CONNECTION_WINDOW_BYTES)
        .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW_BYTES)
        .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW_BYTES)
        .initialMaxStreamsBidirectional(MAX_STREAMS)
        .initialMaxStreamsUnidirectional(0)
        .datagram(DATAGRAMS, DATAGRAMS);
  }

  /** A stream that is read on request only, each way closed on its own. */
  static QuicStreamChannelBootstrap stream(QuicStreamChannelBootstrap bootstrap) {
    return bootstrap
        .type(QuicStreamType.BIDIRECTIONAL)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(NOTHING);
  }

  @Sharable
  private static final class NoHandler extends ChannelHandlerAdapter {}
}
