package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

class TlsSecurityTest extends TlsFixture {
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

  @Test
  void failsWhenThePeerHangsUp() {
    CompletionStage<AuthenticatedPeer> client = dial(CLIENT, ANYBODY, YAMUX);
    pair.server.close();
    pair.settle();
    assertFailed(Reason.HANDSHAKE_REFUSED, client);
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
  void saysWhatToDoWithoutTheNativeLibrary() {
    assertThatExceptionOfType(TlsUnavailable.class)
        .isThrownBy(
            () -> TlsSecurity.requireAvailable(Optional.of(new UnsatisfiedLinkError("none"))))
        .withMessageContaining("netty-tcnative-boringssl-static")
        .withMessageContaining("/tls/1.0.0")
        .withMessageContaining(System.getProperty("os.arch"));
  }
}
