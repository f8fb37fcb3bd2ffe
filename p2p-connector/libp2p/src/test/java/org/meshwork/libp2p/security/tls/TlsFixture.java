package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

/** A client and a server of TLS, and the channels between them. */
abstract class TlsFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  static final PrivateKey CLIENT_KEY = PrivateKey.decode(key("ed25519.private"));
  static final PrivateKey SERVER_KEY = PrivateKey.decode(key("secp256k1.private"));
  static final TlsSecurity CLIENT = security(CLIENT_KEY);
  static final TlsSecurity SERVER = security(SERVER_KEY);
  static final Optional<PeerId> ANYBODY = Optional.empty();
  static final List<String> YAMUX = List.of("/yamux/1.0.0");

  final ChannelPair pair = new ChannelPair();

  static TlsSecurity security(PrivateKey host) {
    return new TlsSecurity(HostCertificate.issue(host, new FixedRandom(3)), CLOCK);
  }

  @AfterEach
  void closeBoth() {
    pair.close();
  }

  CompletionStage<AuthenticatedPeer> dial(
      TlsSecurity security, Optional<PeerId> expected, List<String> muxers) {
    return security.secure(pair.client, new Handshake(true, expected, muxers));
  }

  CompletionStage<AuthenticatedPeer> answer(TlsSecurity security, List<String> muxers) {
    return security.secure(pair.server, new Handshake(false, ANYBODY, muxers));
  }

  static AuthenticatedPeer peer(CompletionStage<AuthenticatedPeer> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  static void assertFailed(Reason reason, CompletionStage<AuthenticatedPeer> stage) {
    assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> stage.toCompletableFuture().getNow(null))
        .withCauseInstanceOf(ConnectionFailed.class)
        .satisfies(
            failure ->
                assertThat(((ConnectionFailed) failure.getCause()).reason())
                    .as(failure.getMessage())
                    .isEqualTo(reason));
  }

  /** What a handler behind the handshake hears. */
  static final class Recorder extends ChannelInboundHandlerAdapter {
    private final List<String> heard;

    Recorder(List<String> heard) {
      this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      heard.add(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      heard.add(((ConnectionFailed) cause).reason().name());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      heard.add("end");
    }
  }
}
