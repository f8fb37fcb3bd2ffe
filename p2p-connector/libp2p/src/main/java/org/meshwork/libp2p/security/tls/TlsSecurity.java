package org.meshwork.libp2p.security.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;

/** TLS 1.3 with libp2p's certificates, by BoringSSL. Safe to share between threads. */
public final class TlsSecurity implements SecureChannel {
  public static final String PROTOCOL = "/tls/1.0.0";

  /** Agreed on where no muxer is. */
  static final String NO_MUXER = "libp2p";

  private static final String TLS_VERSION = "TLSv1.3";

  private final HostCertificate certificate;
  private final Clock clock;

  /**
   * @param clock tells whether the certificates of peers hold
   * @throws TlsUnavailable if BoringSSL is not there for this platform
   */
  public TlsSecurity(HostCertificate certificate, Clock clock) {
    requireAvailable(Optional.ofNullable(OpenSsl.unavailabilityCause()));
    this.certificate = certificate;
    this.clock = clock;
  }

  // The JDK's own TLS refuses certificates without an issuer, as many peers make them.
  static void requireAvailable(Optional<Throwable> unavailable) {
    if (unavailable.isPresent()) {
      throw new TlsUnavailable(
          "BoringSSL",
          "io.netty:netty-tcnative-boringssl-static",
          PROTOCOL,
          unavailable.orElseThrow());
    }
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
    PeerTrust trust = new PeerTrust(clock, handshake.expected());
    SslHandler tls;
    try {
      tls = handler(channel, handshake, trust);
    } catch (SSLException e) {
      channel.close();
      return CompletableFuture.failedFuture(
          new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "TLS can't be set up", e));
    }
    TlsHandshake end = new TlsHandshake(tls, trust, handshake.muxers());
    channel.pipeline().addLast(tls, end);
    return end.outcome();
  }

  /**
   * A context for each handshake: none has anything of another to resume, and each knows who must
   * answer.
   */
  private SslHandler handler(Channel channel, Handshake handshake, PeerTrust trust)
      throws SSLException {
    SslContext context =
        builder(handshake.isInitiator())
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols(TLS_VERSION)
            .trustManager(trust)
            .applicationProtocolConfig(offer(handshake.muxers()))
            .build();
    try {
      // Without a name of the peer, so that none is sent (tls.md, "Future Extensibility").
      SslHandler handler = context.newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(0);
      return handler;
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  private SslContextBuilder builder(boolean isInitiator) {
    if (isInitiator) {
      return SslContextBuilder.forClient()
          .keyManager(certificate.key(), certificate.certificate())
          .endpointIdentificationAlgorithm(null);
    }
    return SslContextBuilder.forServer(certificate.key(), certificate.certificate())
        .clientAuth(ClientAuth.REQUIRE);
  }

  /** The muxers, the preferred first, and what stands for none of them. */
  private static ApplicationProtocolConfig offer(List<String> muxers) {
    List<String> protocols = new ArrayList<>(muxers);
    protocols.add(NO_MUXER);
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }
}
