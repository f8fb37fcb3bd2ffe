package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

class TlsSecurityTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final PrivateKey CLIENT_KEY = PrivateKey.decode(key("ed25519.private"));
  private static final PrivateKey SERVER_KEY = PrivateKey.decode(key("secp256k1.private"));
  private static final TlsSecurity CLIENT = security(CLIENT_KEY);
  private static final TlsSecurity SERVER = security(SERVER_KEY);
  private static final Optional<PeerId> ANYBODY = Optional.empty();
  private static final List<String> YAMUX = List.of("/yamux/1.0.0");

  private final ChannelPair pair = new ChannelPair();

  private static TlsSecurity security(PrivateKey host) {
    return new TlsSecurity(HostCertificate.issue(host, new FixedRandom(3)), CLOCK);
  }

  @AfterEach
  void closeBoth() {
    pair.close();
  }

  private CompletionStage<AuthenticatedPeer> dial(
      TlsSecurity security, Optional<PeerId> expected, List<String> muxers) {
    return security.secure(pair.client, new Handshake(true, expected, muxers));
  }

  private CompletionStage<AuthenticatedPeer> answer(TlsSecurity security, List<String> muxers) {
    return security.secure(pair.server, new Handshake(false, ANYBODY, muxers));
  }

  private static AuthenticatedPeer peer(CompletionStage<AuthenticatedPeer> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private static void assertFailed(Reason reason, CompletionStage<AuthenticatedPeer> stage) {
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

  @ParameterizedTest
  @EnumSource
  void provesBothSides(KeyType type) {
    PrivateKey host = PrivateKey.decode(key(type.name().toLowerCase(Locale.ROOT) + ".private"));
    CompletionStage<AuthenticatedPeer> server = answer(security(host), YAMUX);
    CompletionStage<AuthenticatedPeer> client =
        dial(CLIENT, Optional.of(PeerId.of(host.publicKey())), YAMUX);
    pair.settle();
    assertThat(peer(client))
        .isEqualTo(new AuthenticatedPeer(host.publicKey(), Optional.of("/yamux/1.0.0")));
    assertThat(peer(server))
        .isEqualTo(new AuthenticatedPeer(CLIENT_KEY.publicKey(), Optional.of("/yamux/1.0.0")));
    assertThat(pair.client.pipeline().get(SslHandler.class).engine().getSession().getProtocol())
        .isEqualTo("TLSv1.3");
  }

  @Test
  void carriesBytesBothWays() {
    answer(SERVER, YAMUX);
    dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    byte[] sent = new byte[1 << 20];
    new java.util.Random(9).nextBytes(sent);
    assertThat(carry(pair.client, pair.server, sent)).isEqualTo(sent);
    assertThat(carry(pair.server, pair.client, sent)).isEqualTo(sent);
  }

  private byte[] carry(EmbeddedChannel from, EmbeddedChannel to, byte[] bytes) {
    from.writeOneOutbound(Unpooled.wrappedBuffer(bytes));
    from.flushOutbound();
    pair.settle();
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = to.readInbound(); part != null; part = to.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    byte[] received = new byte[all.readableBytes()];
    all.readBytes(received);
    return received;
  }

  /** What follows the handshake at once goes to the handlers that its end adds. */
  @Test
  void passesOnWhatComesWithTheEndOfTheHandshake() {
    List<String> heard = new ArrayList<>();
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    server.thenRun(() -> pair.server.pipeline().addLast(new Recorder(heard)));
    dial(CLIENT, ANYBODY, YAMUX)
        .thenRun(
            () ->
                pair.client.writeAndFlush(
                    Unpooled.copiedBuffer("early".getBytes(StandardCharsets.UTF_8))));
    pair.settle();
    assertThat(heard).containsExactly("early");
  }

  private static final class Recorder extends ChannelInboundHandlerAdapter {
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

  @Test
  void leavesTheMuxerOpenWhereNoneIsCommon() {
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, List.of("/mplex/6.7.0"));
    CompletionStage<AuthenticatedPeer> client = dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    assertThat(peer(client).muxer()).isEmpty();
    assertThat(peer(server).muxer()).isEmpty();
  }

  @Test
  void refusesAnotherPeerBeforeShowingItsOwnCertificate() {
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    CompletionStage<AuthenticatedPeer> client =
        dial(CLIENT, Optional.of(PeerId.of(CLIENT_KEY.publicKey())), YAMUX);
    pair.settle();
    assertFailed(Reason.IDENTITY_MISMATCH, client);
    assertFailed(Reason.HANDSHAKE_REFUSED, server);
    assertThat(pair.client.isOpen()).isFalse();
    assertThat(pair.server.isOpen()).isFalse();
  }

  @Test
  void letsTheListenerExpectAPeerToo() {
    Handshake handshake =
        new Handshake(false, Optional.of(PeerId.of(SERVER_KEY.publicKey())), YAMUX);
    CompletionStage<AuthenticatedPeer> server = SERVER.secure(pair.server, handshake);
    dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    assertFailed(Reason.IDENTITY_MISMATCH, server);
    assertThat(pair.client.isOpen()).isFalse();
  }

  static Stream<HostCertificate> badCertificates() {
    return CertificateForge.bad(CLIENT_KEY).stream();
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfListeners(HostCertificate bad) {
    CompletionStage<AuthenticatedPeer> server = answer(new TlsSecurity(bad, CLOCK), YAMUX);
    CompletionStage<AuthenticatedPeer> client = dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, client);
    assertFailed(Reason.HANDSHAKE_REFUSED, server);
    assertThat(pair.client.isOpen()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfDiallers(HostCertificate bad) {
    List<String> heard = new ArrayList<>();
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    server.thenRun(() -> pair.server.pipeline().addLast(new Recorder(heard)));
    dial(new TlsSecurity(bad, CLOCK), ANYBODY, YAMUX)
        .thenRun(() -> pair.client.writeAndFlush(Unpooled.copyInt(1)));
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, server);
    assertThat(heard).isEmpty();
    assertThat(pair.server.isOpen()).isFalse();
    assertThat(pair.client.isOpen()).isFalse();
  }

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

  private static final HostCertificate CERTIFICATE =
      HostCertificate.issue(CLIENT_KEY, new FixedRandom(4));

  /** An implementation of TLS that shares no code with the one under test. */
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

  @ParameterizedTest
  @ValueSource(
      strings = {"GET / HTTP/1.1\r\n\r\n", "\u0013/multistream/1.0.0\n", "\u0016\u0003\u0001"})
  void refusesWhatIsNoTls(String text) {
    CompletionStage<AuthenticatedPeer> server = answer(SERVER, YAMUX);
    pair.server.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    pair.client.close();
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, server);
    assertThat(pair.server.isOpen()).isFalse();
  }

  @Test
  void failsWhenThePeerHangsUp() {
    CompletionStage<AuthenticatedPeer> client = dial(CLIENT, ANYBODY, YAMUX);
    pair.server.close();
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, client);
  }

  @Test
  void closesAtForgedRecords() {
    List<String> heard = new ArrayList<>();
    answer(SERVER, YAMUX).thenRun(() -> pair.server.pipeline().addLast(new Recorder(heard)));
    dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    byte[] record = new byte[5 + 32];
    record[0] = 23;
    record[1] = 3;
    record[2] = 3;
    record[4] = 32;
    pair.server
        .pipeline()
        .fireChannelRead(Unpooled.wrappedBuffer(record))
        .fireChannelReadComplete();
    pair.settle();
    // Here the end comes first, and takes the handlers away; on a socket it comes later.
    assertThat(heard).contains("end").isSubsetOf("PROTOCOL_VIOLATED", "end");
    assertThat(pair.server.isOpen()).isFalse();
  }

  @Test
  void closesWhenThePeerEndsTls() {
    answer(SERVER, YAMUX);
    dial(CLIENT, ANYBODY, YAMUX);
    pair.settle();
    pair.client.pipeline().get(SslHandler.class).closeOutbound();
    pair.client.flushOutbound();
    pair.settle();
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

  @Test
  void saysWhatToDoWithoutTheNativeLibrary() {
    assertThatExceptionOfType(TlsUnavailable.class)
        .isThrownBy(
            () -> TlsSecurity.requireAvailable(Optional.of(new UnsatisfiedLinkError("none"))))
        .withMessageContaining("netty-tcnative-boringssl-static")
        .withMessageContaining("/tls/1.0.0")
        .withMessageContaining(System.getProperty("os.arch"));
  }
}
