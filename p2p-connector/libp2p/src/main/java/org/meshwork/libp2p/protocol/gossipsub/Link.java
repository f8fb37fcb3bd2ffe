package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Optional;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.peer.PeerId;

/** The streams of one connected peer. On the host's executor. */
final class Link {
  /** Without a stream that lasted; then the peer must come by itself. */
  private static final int MAX_FAILURES = 6;

  final PeerId id;
  final boolean isOutbound;
  final Optional<String> place;
  Optional<Peer> peer = Optional.empty();
  Optional<Stream> outbound = Optional.empty();
  Optional<InboundRpcs> inbound = Optional.empty();
  boolean isOpening;
  private int failures;
  private int heartbeatsToWait;

  Link(Connection connection) {
    this.id = connection.remotePeer();
    this.isOutbound = connection.isInitiator();
    this.place = Places.of(connection.remoteAddress());
  }

  /**
   * @param isDeaf whether the peer does not speak gossip
   */
  void failedToOpen(boolean isDeaf) {
    failures = isDeaf ? MAX_FAILURES : Math.min(failures + 1, MAX_FAILURES);
    heartbeatsToWait = 1 << failures;
  }

  /** Whether it is not tried any more. */
  boolean isDeaf() {
    return failures >= MAX_FAILURES;
  }

  void speaksNow() {
    failures = 0;
  }

  /** A heartbeat has passed; whether it is time to open a stream. */
  boolean isDue() {
    if (outbound.isPresent()) {
      failures = 0;
      return false;
    }
    heartbeatsToWait--;
    return !isOpening && !isDeaf() && heartbeatsToWait <= 0;
  }

  void reset() {
    outbound.ifPresent(Stream::reset);
    inbound.ifPresent(InboundRpcs::reset);
  }
}
