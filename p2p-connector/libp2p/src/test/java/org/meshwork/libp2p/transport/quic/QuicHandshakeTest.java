package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.CertificateForge;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsUnavailable;
import org.meshwork.libp2p.transport.Listener;

/** Who is let in, and who is not. */
class QuicHandshakeTest extends QuicFixture {
  @ParameterizedTest
  @EnumSource
  void provesBothSides(KeyType type) throws Exception {
    PrivateKey host = PrivateKey.decode(key(type.name().toLowerCase(Locale.ROOT) + ".private"));
    Listener listener = listen(transport(issue(host), PATIENCE));
    PeerId peer = PeerId.of(host.publicKey());
    Multiaddr full =
        listener.address().encapsulate(new Multiaddr(List.of(peer.toAddressComponent())));
    Connection dialled = get(client.dial(full, Optional.of(peer)));
    connections.add(dialled);
    assertThat(dialled.remoteKey()).isEqualTo(host.publicKey());
    assertThat(nextAccepted().remoteKey()).isEqualTo(CLIENT_KEY.publicKey());
  }

  static java.util.stream.Stream<HostCertificate> badCertificates() {
    return CertificateForge.bad(SERVER_KEY).stream();
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfListeners(HostCertificate bad) throws Exception {
    Listener listener = listen(transport(bad, PATIENCE));
    assertFailed(Reason.HANDSHAKE_REFUSED, client.dial(listener.address(), ANYBODY));
    // The listener knows it: it would keep the port for the rest of the handshake's time.
    get(listener.close());
    Polling.await()
        .atMost(PATIENCE.dividedBy(4))
        .ignoreExceptions()
        .until(() -> listen(server, listener.address()) != null);
    assertThat(accepted).isEmpty();
  }

  /** The dialler's handshake may end before the listener has judged it (tls.md, "Note"). */
  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfDiallers(HostCertificate bad) throws Exception {
    Listener listener = listen(server);
    CompletionStage<ConnectionFailed> outcome =
        transport(bad, PATIENCE)
            .dial(listener.address(), ANYBODY)
            .thenCompose(Connection::ended)
            .exceptionally(ConnectionFailed::of);
    ConnectionFailed told = outcome.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(told.reason()).isIn(Reason.HANDSHAKE_REFUSED, Reason.CLOSED);
    assertThat(told.getMessage()).contains("the peer");
    assertThat(accepted).isEmpty();
  }

  @Test
  void connectsManyAtOnce() throws Exception {
    Listener listener = listen(server);
    List<CompletionStage<Connection>> dials = new ArrayList<>();
    for (int count = 0; count < 2 * QuicBounds.BUSY_HANDSHAKES; count++) {
      dials.add(client.dial(listener.address(), ANYBODY));
    }
    for (CompletionStage<Connection> dial : dials) {
      connections.add(get(dial));
      nextAccepted();
    }
  }

  @Test
  void saysWhatToDoWithoutTheNativeLibrary() {
    assertThatExceptionOfType(TlsUnavailable.class)
        .isThrownBy(
            () -> QuicTransport.requireAvailable(Optional.of(new UnsatisfiedLinkError("none"))))
        .withMessageContaining("netty-codec-native-quic")
        .withMessageContaining("/quic-v1");
  }
}
