package org.meshwork.libp2p.protocol.identify;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/**
 * What is known of a peer by its own word: who it is has been proven by its connection, and its
 * record carries its signature; the rest is its claim.
 *
 * @param addresses where it says that it listens; the ones that can be read here
 * @param protocols that it says it handles
 * @param observed where it sees this side
 */
public record Identity(
    PeerId peer,
    PublicKey key,
    List<Multiaddr> addresses,
    List<String> protocols,
    Optional<Multiaddr> observed,
    Optional<String> protocolVersion,
    Optional<String> agentVersion,
    Optional<CertifiedPeerRecord> certified) {
  public Identity {
    Objects.requireNonNull(peer);
    Objects.requireNonNull(key);
    addresses = List.copyOf(addresses);
    protocols = List.copyOf(protocols);
    Objects.requireNonNull(observed);
    Objects.requireNonNull(protocolVersion);
    Objects.requireNonNull(agentVersion);
    Objects.requireNonNull(certified);
  }

  /** Of the peer at the other end, who has said nothing yet. */
  static Identity unknown(Connection connection) {
    return new Identity(
        connection.remotePeer(),
        connection.remoteKey(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * With what the peer says anew; what it doesn't say stays. An older record replaces no newer one.
   *
   * @throws InputRefused {@code FORGED} if it says to be, or certifies, another peer
   */
  Identity updated(IdentifyMessage message) {
    requireKey(message);
    requireSigner(message);
    return new Identity(
        peer,
        key,
        message.addresses().isEmpty() ? addresses : message.addresses(),
        message.protocols().isEmpty() ? protocols : message.protocols(),
        message.observed().or(this::observed),
        message.protocolVersion().or(this::protocolVersion),
        message.agentVersion().or(this::agentVersion),
        message.certified().filter(this::isNewer).or(this::certified));
  }

  private void requireKey(IdentifyMessage message) {
    if (message.key().isPresent() && !message.key().get().equals(key)) {
      throw new InputRefused(Reason.FORGED, peer + " says to be " + PeerId.of(message.key().get()));
    }
  }

  private void requireSigner(IdentifyMessage message) {
    message
        .certified()
        .map(record -> record.content().peer())
        .filter(other -> !other.equals(peer))
        .ifPresent(
            other -> {
              throw new InputRefused(Reason.FORGED, peer + " sends the record of " + other);
            });
  }

  private boolean isNewer(CertifiedPeerRecord record) {
    return certified.isEmpty() || record.isNewerThan(certified.get());
  }
}
