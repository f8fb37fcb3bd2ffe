package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** What a transport promises about those who don't keep to the protocol. */
abstract class HostilePeerContract extends TransportFixture {
  private static final byte[] GARBAGE = new byte[20_000];

  @Test
  void waitsNoLongerThanAllowedForASilentListener() throws Exception {
    try (RawPeer silent = rawListener(new byte[0])) {
      CompletionStage<Connection> dial =
          transport(DIALER_KEY, SHORT_TIMEOUT).dial(silent.address(), Optional.empty());
      assertFails(dial, Reason.TIMED_OUT);
    }
  }

  @Test
  void waitsNoLongerThanAllowedForASilentDialer() throws Exception {
    Listener listener = listen(SHORT_TIMEOUT);
    try (RawPeer silent = rawDialer(listener.address(), new byte[0])) {
      get(silent.hungUp());
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void refusesGarbageFromADialer() throws Exception {
    Listener listener = listen(Duration.ofSeconds(2));
    try (RawPeer peer = rawDialer(listener.address(), GARBAGE)) {
      get(peer.hungUp());
    }
    assertThat(accepted).isEmpty();
    // And goes on listening.
    connect(listener);
  }

  @Test
  void refusesGarbageFromAListener() throws Exception {
    try (RawPeer peer = rawListener(GARBAGE)) {
      assertFails(
          transport(DIALER_KEY, Duration.ofSeconds(2)).dial(peer.address(), Optional.empty()),
          Set.of(
              Reason.PROTOCOL_VIOLATED, Reason.HANDSHAKE_REFUSED, Reason.CLOSED, Reason.TIMED_OUT));
    }
  }

  @Test
  void givesADialUpThatIsCancelled() throws Exception {
    try (RawPeer silent = rawListener(new byte[0])) {
      CompletionStage<Connection> dial = dial(silent.address(), Optional.empty());
      await().atMost(PATIENCE).until(() -> openChannels() > 0);
      dial.toCompletableFuture().cancel(false);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(openChannels()).isZero());
    }
  }
}
