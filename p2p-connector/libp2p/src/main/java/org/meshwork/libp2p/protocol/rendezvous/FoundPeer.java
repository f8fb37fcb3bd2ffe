package org.meshwork.libp2p.protocol.rendezvous;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/**
 * A peer that has registered.
 *
 * @param record by the peer's own word, whose signature was checked
 * @param timeToLive by the point's word, at most 72 hours
 */
public record FoundPeer(Namespace namespace, CertifiedPeerRecord record, Duration timeToLive) {
  public FoundPeer {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(record);
    Objects.requireNonNull(timeToLive);
  }
}
