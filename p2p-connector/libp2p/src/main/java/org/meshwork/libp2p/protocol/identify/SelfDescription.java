package org.meshwork.libp2p.protocol.identify;

import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * What this host says of itself at one time.
 *
 * @param revision larger at each change
 */
record SelfDescription(long revision, IdentifyMessage message) {
  /** So that a message stays below the 4,096 bytes that some peers take. */
  static final int MAX_ADDRESSES = 16;

  static SelfDescription of(
      Host host, long revision, String protocolVersion, SequenceNumbers sequences) {
    List<Multiaddr> addresses = host.addresses().stream().limit(MAX_ADDRESSES).toList();
    PeerRecord record = new PeerRecord(host.id(), sequences.next(), addresses);
    return new SelfDescription(
        revision,
        new IdentifyMessage(
            Optional.of(host.key().publicKey()),
            addresses,
            host.protocols(),
            Optional.empty(),
            Optional.of(protocolVersion),
            Optional.of(host.settings().agentVersion()),
            Optional.of(CertifiedPeerRecord.seal(host.key(), record))));
  }

  /** Whether this says the same as the other, but for the number of its record. */
  boolean saysTheSameAs(SelfDescription other) {
    return message.addresses().equals(other.message.addresses())
        && message.protocols().equals(other.message.protocols());
  }
}
