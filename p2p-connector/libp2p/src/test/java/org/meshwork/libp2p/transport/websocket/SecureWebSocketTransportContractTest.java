package org.meshwork.libp2p.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

class SecureWebSocketTransportContractTest extends WebSocketTransportContractTest {
  private static final PrivateKey KEY = PrivateKey.generate(KeyType.ED25519, new SecureRandom());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static TestCertificate certificate;
  private WebSocketTls other;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make();
  }

  @Override
  String suffix() {
    return "/tls/ws";
  }

  @Override
  WebSocketTls tls() {
    return other == null ? certificate.tls() : other;
  }

  private Listener listenAt(String suffix) throws Exception {
    return get(
        transport(KEY, TIMEOUT)
            .listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0" + suffix), accepted -> {}));
  }

  private void assertDials(String suffix) throws Exception {
    Listener listener = listenAt(suffix);
    Connection connection = get(transport(KEY, TIMEOUT).dial(listener.address(), Optional.empty()));
    assertThat(connection.remoteAddress()).isEqualTo(listener.address());
    get(connection.close());
    get(listener.close());
  }

  @Test
  void takesTheOldSpelling() throws Exception {
    assertDials("/wss");
  }

  @Test
  void asksForTheNameInTheAddress() throws Exception {
    assertDials("/tls/sni/mesh.example/ws");
    Listener listener = listenAt("/tls/sni/elsewhere.example/ws");
    assertRefused(transport(KEY, TIMEOUT), listener);
    get(listener.close());
  }

  @Test
  void refusesACertificateThatItDoesNotTrust() throws Exception {
    Listener listener = listenAt("/tls/ws");
    other = WebSocketTls.jdkTrust();
    assertRefused(transport(KEY, TIMEOUT), listener);
    get(listener.close());
    other = null;
  }

  private static void assertRefused(Transport transport, Listener listener) {
    Throwable thrown =
        catchThrowable(() -> get(transport.dial(listener.address(), Optional.empty())));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    assertThat(((ConnectionFailed) thrown.getCause()).reason()).isEqualTo(Reason.HANDSHAKE_REFUSED);
  }

  @Test
  void cannotListenWithoutACertificate() {
    other = WebSocketTls.jdkTrust();
    Throwable thrown = catchThrowable(() -> listenAt("/tls/ws"));
    other = null;
    assertThat(((ConnectionFailed) thrown.getCause()).reason())
        .isEqualTo(Reason.UNSUPPORTED_ADDRESS);
  }
}
