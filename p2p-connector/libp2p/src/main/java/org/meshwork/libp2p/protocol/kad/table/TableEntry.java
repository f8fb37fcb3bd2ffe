package org.meshwork.libp2p.protocol.kad.table;

import java.util.Optional;
import org.meshwork.libp2p.peer.PeerId;

/** A peer in a bucket, or one that waits for a place in it. */
final class TableEntry {
  final PeerId peer;
  final Key key;
  final Optional<Subnet> subnet;
  long seenNanos;
  int failures;

  TableEntry(PeerId peer, Key key, Optional<Subnet> subnet, long seenNanos) {
    this.peer = peer;
    this.key = key;
    this.subnet = subnet;
    this.seenNanos = seenNanos;
  }

  void seen(long nowNanos) {
    seenNanos = nowNanos;
    failures = 0;
  }
}
