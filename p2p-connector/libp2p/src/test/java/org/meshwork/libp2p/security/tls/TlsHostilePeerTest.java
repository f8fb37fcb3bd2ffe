package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.security.AuthenticatedPeer;

/** Who does not keep to the protocol is refused. */
class TlsHostilePeerTest extends TlsFixture {
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
}
