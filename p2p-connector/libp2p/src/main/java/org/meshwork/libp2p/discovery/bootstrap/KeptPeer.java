package org.meshwork.libp2p.discovery.bootstrap;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** One peer, and how often it has failed. On the host's executor. */
final class KeptPeer {
  private final PeerId id;
  private final List<Multiaddr> addresses;
  private int failures;
  private Optional<Long> connectedSince = Optional.empty();
  private Optional<Future<?>> timer = Optional.empty();
  private boolean isDialled;

  KeptPeer(PeerId id, List<Multiaddr> addresses) {
    this.id = id;
    this.addresses = List.copyOf(addresses);
  }

  PeerId id() {
    return id;
  }

  List<Multiaddr> addresses() {
    return addresses;
  }

  /** Whether it waits for its turn, or is dialled. */
  boolean isDialled() {
    return isDialled;
  }

  void setDialled(boolean value) {
    isDialled = value;
  }

  boolean isConnected() {
    return connectedSince.isPresent();
  }

  void connected(long now) {
    connectedSince = connectedSince.or(() -> Optional.of(now));
    cancelTimer();
  }

  void disconnected(Duration lasting, long now) {
    boolean hasLasted =
        connectedSince.filter(since -> now - since >= lasting.toNanos()).isPresent();
    connectedSince = Optional.empty();
    failures = hasLasted ? 0 : failures;
  }

  /** How long to leave it alone after this failure. */
  long pauseNanos(BootstrapSettings settings, RandomGenerator random) {
    long max = settings.maxPause().toNanos();
    long length = settings.firstPause().toNanos();
    for (int count = 0; count < failures && length < max; count++) {
      length *= 2;
    }
    failures++;
    length = Math.min(length, max);
    return length - random.nextLong(length / 2 + 1);
  }

  void waitFor(Future<?> newTimer) {
    cancelTimer();
    timer = Optional.of(newTimer);
  }

  void cancelTimer() {
    timer.ifPresent(set -> set.cancel(false));
    timer = Optional.empty();
  }
}
