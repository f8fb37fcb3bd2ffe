package org.meshwork.libp2p.host.dial;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What has failed, and until when it is not tried again: peers, and peers at an address. Each
 * failure doubles the pause, of which chance takes up to a half. On the host's executor.
 */
final class DialPauses {
  /** The one that was noted first is forgotten above it. */
  static final int MAX_ENTRIES = 8_192;

  private record Key(PeerId peer, Optional<Multiaddr> address) {}

  private record Pause(int failures, long endNanos) {}

  /** The latest failure last. */
  private final Map<Key, Pause> pauses = new LinkedHashMap<>();

  private final DialSettings settings;
  private final Ticker ticker;
  private final RandomGenerator random;

  DialPauses(DialSettings settings, Ticker ticker, RandomGenerator random) {
    this.settings = settings;
    this.ticker = ticker;
    this.random = random;
  }

  void failed(PeerId peer) {
    failed(new Key(peer, Optional.empty()));
  }

  void failed(PeerId peer, Multiaddr address) {
    failed(new Key(peer, Optional.of(address)));
  }

  private void failed(Key key) {
    long now = ticker.nanoTime();
    Pause before = pauses.remove(key);
    int failures = before == null || isForgotten(before, now) ? 1 : before.failures + 1;
    pauses.put(key, new Pause(failures, now + length(failures)));
    if (pauses.size() > MAX_ENTRIES) {
      Iterator<Key> first = pauses.keySet().iterator();
      first.next();
      first.remove();
    }
  }

  /** What worked for long is not held against anybody. */
  private boolean isForgotten(Pause pause, long now) {
    return now - pause.endNanos > settings.maxPause().toNanos();
  }

  private long length(int failures) {
    long max = settings.maxPause().toNanos();
    long length = settings.firstPause().toNanos();
    for (int i = 1; i < failures && length < max; i++) {
      length *= 2;
    }
    length = Math.min(length, max);
    return length - random.nextLong(length / 2 + 1);
  }

  /** A connection came about, whichever side dialled. */
  void connected(PeerId peer, Multiaddr address) {
    pauses.remove(new Key(peer, Optional.empty()));
    pauses.remove(new Key(peer, Optional.of(address)));
  }

  /** How long the peer is not to be dialled; empty if it may be. */
  Optional<Duration> left(PeerId peer) {
    return left(new Key(peer, Optional.empty()));
  }

  Optional<Duration> left(PeerId peer, Multiaddr address) {
    return left(new Key(peer, Optional.of(address)));
  }

  private Optional<Duration> left(Key key) {
    return Optional.ofNullable(pauses.get(key))
        .map(pause -> pause.endNanos - ticker.nanoTime())
        .filter(nanos -> nanos > 0)
        .map(Duration::ofNanos);
  }
}
