package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.PeerTrust;
import org.meshwork.libp2p.transport.Leftovers;

/** What the sockets of one host have in common. */
final class QuicSetup {
  private static final String PROTOCOL = "libp2p";

  final EventLoopGroup group;
  final SecureRandom random;
  final Duration handshakeTimeout;
  final Duration idleTimeout;

  /** Of dials. */
  final Leftovers leftovers = new Leftovers();

  private final Clock clock;
  private final QuicTrust trust = new QuicTrust();
  private final QuicSslContext dialling;
  private final QuicSslContext listening;

  QuicSetup(
      HostCertificate certificate,
      Clock clock,
      EventLoopGroup group,
      SecureRandom random,
      Duration handshakeTimeout,
      Duration idleTimeout) {
    this.clock = clock;
    this.group = group;
    this.random = random;
    this.handshakeTimeout = handshakeTimeout;
    this.idleTimeout = idleTimeout;
    this.dialling =
        QuicSslContextBuilder.forClient()
            .keyManager(certificate.key(), null, certificate.certificate())
            .trustManager(trust)
            .applicationProtocols(PROTOCOL)
            .build();
    this.listening =
        QuicSslContextBuilder.forServer(certificate.key(), null, certificate.certificate())
            .trustManager(trust)
            .clientAuth(ClientAuth.REQUIRE)
            .applicationProtocols(PROTOCOL)
            .build();
  }

  PeerTrust expect(Optional<PeerId> expected) {
    return new PeerTrust(clock, expected);
  }

  QuicSslEngine dial(QuicChannel channel) {
    return engine(channel, dialling, channel.attr(QuicHandshake.TRUST).get());
  }

  QuicSslEngine answer(QuicChannel channel) {
    PeerTrust anybody = expect(Optional.empty());
    channel.attr(QuicHandshake.TRUST).set(anybody);
    return engine(channel, listening, anybody);
  }

  private QuicSslEngine engine(QuicChannel channel, QuicSslContext context, PeerTrust judge) {
    // Without a name of the peer: none is sent, and no session is kept to resume.
    QuicSslEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
    trust.begin(engine, channel, judge);
    channel.closeFuture().addListener(closed -> trust.end(engine));
    return engine;
  }
}
