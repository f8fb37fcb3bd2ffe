package org.meshwork.libp2p.host.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

class DialPausesTest {
  private static final PeerId PEER = TestHosts.peer(1);
  private static final PeerId OTHER = TestHosts.peer(2);
  private static final Multiaddr AT = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final DialPauses pauses =
      new DialPauses(
          DialSettings.DEFAULT.withPauses(Duration.ofSeconds(4), Duration.ofSeconds(30)),
          ticker,
          new Random(3));

  private void assertPause(int from, int to) {
    assertThat(pauses.left(PEER).orElseThrow())
        .isBetween(Duration.ofSeconds(from), Duration.ofSeconds(to));
  }

  private void pass(int seconds) {
    ticker.advance(seconds, TimeUnit.SECONDS);
  }

  @Test
  void doublesUpToItsBound() {
    assertThat(pauses.left(PEER)).isEmpty();
    int[] longest = {4, 8, 16, 30, 30, 30};
    for (int seconds : longest) {
      pauses.failed(PEER);
      assertPause(seconds / 2, seconds);
      pass(seconds);
      assertThat(pauses.left(PEER)).isEmpty();
    }
  }

  @Test
  void varies() {
    Duration first = null;
    boolean differs = false;
    for (int i = 0; i < 20; i++) {
      PeerId peer = TestHosts.peer(100 + i);
      pauses.failed(peer);
      Duration left = pauses.left(peer).orElseThrow();
      differs |= first != null && !left.equals(first);
      first = left;
    }
    assertThat(differs).isTrue();
  }

  @Test
  void endsWithAConnection() {
    Multiaddr elsewhere = Multiaddr.parse("/ip4/192.0.2.2/tcp/1");
    pauses.failed(PEER);
    pauses.failed(PEER, AT);
    pauses.failed(PEER, elsewhere);
    pauses.failed(OTHER, AT);
    pauses.connected(PEER, AT);
    assertThat(pauses.left(PEER)).isEmpty();
    assertThat(pauses.left(PEER, AT)).isEmpty();
    assertThat(pauses.left(PEER, elsewhere)).isPresent();
    assertThat(pauses.left(OTHER, AT)).isPresent();
    pauses.failed(PEER);
    assertPause(2, 4);
  }

  @Test
  void forgetsOldFailures() {
    pauses.failed(PEER);
    pauses.failed(PEER);
    pass(60);
    pauses.failed(PEER);
    assertPause(2, 4);
  }

  @Test
  void forgetsTheFirstAboveItsBound() {
    pauses.failed(OTHER);
    for (int port = 1; port <= DialPauses.MAX_ENTRIES; port++) {
      pauses.failed(PEER, Multiaddr.parse("/ip4/192.0.2.1/tcp/" + port));
    }
    assertThat(pauses.left(OTHER)).isEmpty();
    assertThat(pauses.left(PEER, AT)).isPresent();
  }
}
