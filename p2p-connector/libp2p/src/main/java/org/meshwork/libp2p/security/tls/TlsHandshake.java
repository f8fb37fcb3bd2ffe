package org.meshwork.libp2p.security.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.AuthenticatedPeer;

/**
 * Stands behind the TLS of one channel: says how the handshake ended, and afterwards keeps what is
 * particular to TLS from those behind it.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {
  private final SslHandler tls;
  private final PeerTrust trust;
  private final List<String> muxers;
  private final CompletableFuture<AuthenticatedPeer> outcome = new CompletableFuture<>();

  TlsHandshake(SslHandler tls, PeerTrust trust, List<String> muxers) {
    this.tls = tls;
    this.trust = trust;
    this.muxers = muxers;
  }

  CompletionStage<AuthenticatedPeer> outcome() {
    return outcome.minimalCompletionStage();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent end) {
      end(context, end);
    } else if (event instanceof SslCloseCompletionEvent) {
      // The peer has ended its side, and there is no use in keeping ours (RFC 8446 section 6.1).
      context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void end(ChannelHandlerContext context, SslHandshakeCompletionEvent end) {
    if (!end.isSuccess()) {
      fail(context, failure(end.cause()));
      return;
    }
    try {
      outcome.complete(peer());
    } catch (ConnectionFailed refused) {
      fail(context, refused);
    }
  }

  private AuthenticatedPeer peer() {
    return new AuthenticatedPeer(
        trust.proven().orElseThrow(() -> refused("the peer has proven nothing")), muxer());
  }

  private Optional<String> muxer() {
    String agreed = tls.applicationProtocol();
    if (TlsSecurity.NO_MUXER.equals(agreed)) {
      return Optional.empty();
    }
    // None if the peer offered others only, which TLS itself would let pass (tls.md, "ALPN").
    if (agreed == null || !muxers.contains(agreed)) {
      throw refused("the peer offers no protocol that is known here");
    }
    return Optional.of(agreed);
  }

  private static ConnectionFailed refused(String detail) {
    return new ConnectionFailed(Reason.HANDSHAKE_REFUSED, detail);
  }

  private ConnectionFailed failure(Throwable cause) {
    return trust.failure().orElseGet(() -> failed(Reason.HANDSHAKE_REFUSED, cause));
  }

  private static ConnectionFailed failed(Reason reason, Throwable cause) {
    Throwable first = cause instanceof DecoderException ? cause.getCause() : cause;
    String why = InputRefused.excerpt(String.valueOf(first));
    return new ConnectionFailed(reason, "TLS with the peer failed with " + why, cause);
  }

  private void fail(ChannelHandlerContext context, ConnectionFailed failure) {
    outcome.completeExceptionally(failure);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, trust.failure().orElseGet(() -> refused("the peer hung up")));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!outcome.isDone()) {
      fail(context, failure(cause));
    } else if (!outcome.isCompletedExceptionally()) {
      context.fireExceptionCaught(failed(Reason.PROTOCOL_VIOLATED, cause));
      context.close();
    }
  }
}
