package org.meshwork.libp2p.protocol.identify;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.peerstore.PeerStore;

/**
 * Brings what peers say into the host's peer store: for half an hour, over and over while they are
 * connected. On the host's executor.
 */
final class Remembering {
  /** Of what a peer claims for itself; its signed record has a bound of its own. */
  static final int MAX_ADDRESSES = 32;

  static final Duration TIME = Duration.ofMinutes(30);
  static final Duration RENEWAL = Duration.ofMinutes(10);

  private final Host host;
  private Optional<Future<?>> renewal = Optional.empty();

  Remembering(Host host) {
    this.host = host;
  }

  void remember(Identity identity) {
    PeerStore store = host.peerStore();
    identity.certified().ifPresent(record -> store.addCertified(record, TIME));
    store.addAddresses(
        identity.peer(), identity.addresses().stream().limit(MAX_ADDRESSES).toList(), TIME);
    if (!identity.protocols().isEmpty()) {
      store.setProtocols(identity.peer(), new HashSet<>(identity.protocols()));
    }
  }

  /**
   * Renews from time to time, until nobody is left.
   *
   * @param connected those who have said who they are
   */
  void keepRenewing(Supplier<List<Identity>> connected) {
    if (renewal.isEmpty()) {
      renewal =
          Optional.of(
              host.executor()
                  .schedule(() -> renew(connected), RENEWAL.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void renew(Supplier<List<Identity>> connected) {
    renewal = Optional.empty();
    List<Identity> identities = connected.get();
    identities.forEach(this::remember);
    if (!identities.isEmpty()) {
      keepRenewing(connected);
    }
  }

  void stop() {
    renewal.ifPresent(timer -> timer.cancel(false));
    renewal = Optional.empty();
  }
}
