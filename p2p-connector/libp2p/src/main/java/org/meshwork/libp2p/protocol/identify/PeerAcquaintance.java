package org.meshwork.libp2p.protocol.identify;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What two peers have told each other on a connection. On the host's executor. */
final class PeerAcquaintance {
  /** Under way; empty if nothing has been asked, or the answer has come. */
  Optional<CompletableFuture<Identity>> question = Optional.empty();

  Optional<Identity> identity = Optional.empty();

  /** The last that the peer has been told, or will ask for. */
  long toldRevision;

  boolean isPushing;

  PeerAcquaintance(long toldRevision) {
    this.toldRevision = toldRevision;
  }

  boolean takesPushes() {
    return identity.filter(known -> known.protocols().contains(Identify.PUSH)).isPresent();
  }
}
