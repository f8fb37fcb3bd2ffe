package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** What a transport promises about who is connected to whom. */
abstract class DialContract extends HostilePeerContract {
  @Test
  void tellsBothSidesWhoAndWhere() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Pair pair = connect(listener);
    assertThat(listener.address()).isNotEqualTo(anyPort());
    assertThat(transport(DIALER_KEY, USUAL_TIMEOUT).supports(listener.address())).isTrue();
    assertThat(pair.dialer().remotePeer()).isEqualTo(LISTENER);
    assertThat(pair.dialer().remoteKey()).isEqualTo(LISTENER_KEY.publicKey());
    assertThat(pair.dialer().isInitiator()).isTrue();
    assertThat(pair.listener().remotePeer()).isEqualTo(DIALER);
    assertThat(pair.listener().remoteKey()).isEqualTo(DIALER_KEY.publicKey());
    assertThat(pair.listener().isInitiator()).isFalse();
    assertThat(pair.dialer().remoteAddress()).isEqualTo(listener.address());
    assertThat(pair.listener().localAddress()).isEqualTo(listener.address());
    assertThat(pair.listener().remoteAddress()).isEqualTo(pair.dialer().localAddress());
    assertThat(pair.dialer().description()).isEqualTo(pair.listener().description()).isNotBlank();
  }

  @Test
  void answersNobodyWhomTheAcceptorDoesNotAdmit() throws Exception {
    List<Multiaddr> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    Acceptor choosy =
        new Acceptor() {
          @Override
          public boolean admits(Multiaddr remoteAddress) {
            asked.add(remoteAddress);
            return false;
          }

          @Override
          public void accept(Connection connection) {
            accepted.add(connection);
          }
        };
    Listener listener = get(transport(LISTENER_KEY, USUAL_TIMEOUT).listen(anyPort(), choosy));
    listeners.add(listener);
    assertFails(
        transport(DIALER_KEY, SHORT_TIMEOUT).dial(listener.address(), Optional.of(LISTENER)),
        // QUIC says nothing at all to such a peer.
        Set.of(Reason.CLOSED, Reason.HANDSHAKE_REFUSED, Reason.UNREACHABLE, Reason.TIMED_OUT));
    assertThat(asked).isNotEmpty();
    assertThat(accepted).isEmpty();
  }

  @Test
  void reachesWhomTheAddressNames() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr named = listener.address().encapsulate(step(LISTENER));
    Connection connection = get(dial(named, Optional.empty()));
    connections.add(connection);
    assertThat(connection.remotePeer()).isEqualTo(LISTENER);
    assertThat(connection.remoteAddress()).isEqualTo(listener.address());
    if (!reachesAnybody()) {
      assertFails(dial(listener.address(), Optional.empty()), Reason.UNSUPPORTED_ADDRESS);
      return;
    }
    Connection anonymous = get(dial(listener.address(), Optional.empty()));
    connections.add(anonymous);
    assertThat(anonymous.remotePeer()).isEqualTo(LISTENER);
  }

  private static Multiaddr step(PeerId peer) {
    return new Multiaddr(List.of(peer.toAddressComponent()));
  }

  @Test
  void refusesWhoIsNotExpected() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr misnamed = listener.address().encapsulate(step(DIALER));
    assertFails(dial(listener.address(), Optional.of(DIALER)), whenNotExpected());
    assertFails(dial(misnamed, Optional.empty()), whenNotExpected());
    assertFails(dial(misnamed, Optional.of(LISTENER)), Reason.IDENTITY_MISMATCH);
  }

  @Test
  void failsWhereNobodyListens() {
    assertFails(
        transport(DIALER_KEY, Duration.ofSeconds(2)).dial(deserted(), Optional.empty()),
        whenDeserted());
  }

  @Test
  void refusesAddressesOfOthers() {
    Transport transport = transport(DIALER_KEY, USUAL_TIMEOUT);
    Multiaddr name = Multiaddr.parse("/dns4/localhost/tcp/4001");
    for (Multiaddr address : List.of(foreign(), name)) {
      assertThat(transport.supports(address)).isFalse();
      assertFails(transport.dial(address, Optional.empty()), Reason.UNSUPPORTED_ADDRESS);
      assertFails(transport.listen(address, accepted::add), Reason.UNSUPPORTED_ADDRESS);
    }
  }

  @Test
  void acceptsManyDialsAtOnce() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    List<CompletionStage<Connection>> dials = new ArrayList<>();
    for (int count = 0; count < 50; count++) {
      dials.add(dial(listener.address(), Optional.of(LISTENER)));
    }
    for (CompletionStage<Connection> dial : dials) {
      connections.add(get(dial));
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(accepted).hasSize(dials.size()));
  }
}
