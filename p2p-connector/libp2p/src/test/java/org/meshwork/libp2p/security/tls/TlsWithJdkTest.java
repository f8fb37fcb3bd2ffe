package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;

/** The JDK's implementation of TLS shares no code with the one under test. */
class TlsWithJdkTest extends TlsFixture {
  private static final HostCertificate CERTIFICATE =
      HostCertificate.issue(CLIENT_KEY, new FixedRandom(4));

  private SslHandler other(SslContextBuilder builder, String... protocols) throws SSLException {
    if (protocols.length > 0) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              Protocol.ALPN,
              SelectorFailureBehavior.NO_ADVERTISE,
              SelectedListenerFailureBehavior.ACCEPT,
              protocols));
    }
    return builder
        .sslProvider(SslProvider.JDK)
        .trustManager(new PeerTrust(CLOCK, ANYBODY))
        .build()
        .newHandler(pair.client.alloc());
  }

  private static SslContextBuilder jdkClient(X509Certificate... chain) {
    SslContextBuilder builder =
        SslContextBuilder.forClient().endpointIdentificationAlgorithm(null).protocols("TLSv1.3");
    return chain.length == 0 ? builder : builder.keyManager(CERTIFICATE.key(), chain);
  }

  @Test
  void getsOnWithTheJdk() throws SSLException {
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    pair.client
        .pipeline()
        .addLast(other(jdkClient(CERTIFICATE.certificate()), "/yamux/1.0.0", "libp2p"));
    pair.settle();
    assertThat(peer(server).id()).isEqualTo(PeerId.of(CLIENT_KEY.publicKey()));
  }

  @Test
  void requiresACertificateOfTheDialler() throws SSLException {
    assertRefusedByListener(other(jdkClient(), "libp2p"));
  }

  @Test
  void refusesTwoCertificates() throws SSLException {
    X509Certificate another = HostCertificate.issue(SERVER_KEY, new FixedRandom(5)).certificate();
    assertRefusedByListener(other(jdkClient(CERTIFICATE.certificate(), another), "libp2p"));
  }

  @Test
  void refusesDiallersWithoutACommonProtocol() throws SSLException {
    assertRefusedByListener(other(jdkClient(CERTIFICATE.certificate()), "h2"));
  }

  @Test
  void refusesDiallersThatOfferNoProtocol() throws SSLException {
    assertRefusedByListener(other(jdkClient(CERTIFICATE.certificate())));
  }

  @Test
  void refusesEarlierVersions() throws SSLException {
    SslContextBuilder old = jdkClient(CERTIFICATE.certificate()).protocols("TLSv1.2");
    assertRefusedByListener(other(old, "libp2p"));
  }

  private void assertRefusedByListener(SslHandler client) {
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    pair.client
        .pipeline()
        .addLast(
            client,
            new ChannelInboundHandlerAdapter() {
              @Override
              public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                context.close();
              }
            });
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, server);
    assertThat(pair.server.isOpen()).isFalse();
  }

  @Test
  void givesNoTicketsToResumeWith() throws SSLException {
    answer(SERVER, YAMUX);
    pair.client
        .pipeline()
        .addLast(other(jdkClient(CERTIFICATE.certificate()), TlsSecurity.NO_MUXER));
    assertThat(sendsAfterTheHandshake()).isFalse();
  }

  /** Shows that the test above can tell. */
  @Test
  void wouldSeeTicketsOfTheJdk() throws SSLException {
    SslContextBuilder server =
        SslContextBuilder.forServer(CERTIFICATE.key(), CERTIFICATE.certificate());
    pair.client.pipeline().addLast(other(jdkClient(CERTIFICATE.certificate())));
    pair.server.pipeline().addLast(other(server.protocols("TLSv1.3")));
    assertThat(sendsAfterTheHandshake()).isTrue();
  }

  private boolean sendsAfterTheHandshake() {
    ChannelPair.carry(pair.client, pair.server);
    ChannelPair.carry(pair.server, pair.client);
    ChannelPair.carry(pair.client, pair.server);
    assertThat(pair.server.pipeline().get(SslHandler.class).handshakeFuture().isSuccess()).isTrue();
    return ChannelPair.carry(pair.server, pair.client);
  }
}
