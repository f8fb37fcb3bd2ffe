package org.meshwork.libp2p.transport;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Where to dial, and whom.
 *
 * @param address without its {@code /p2p} step
 * @param peer who must answer; anybody if empty
 */
public record Destination(Multiaddr address, Optional<PeerId> peer) {
  public Destination {
    Objects.requireNonNull(address);
    Objects.requireNonNull(peer);
  }

  /**
   * @param address with or without a {@code /p2p} step at its end
   * @throws ConnectionFailed {@code IDENTITY_MISMATCH} if the address leads to another than the
   *     expected peer; {@code UNSUPPORTED_ADDRESS} if it leads nowhere
   */
  public static Destination of(Multiaddr address, Optional<PeerId> expected) {
    if (address.last().protocol() != AddressProtocol.P2P) {
      return new Destination(address, expected);
    }
    PeerId named = PeerId.decode(address.last().value());
    if (expected.isPresent() && !expected.get().equals(named)) {
      throw new ConnectionFailed(
          Reason.IDENTITY_MISMATCH, address + " is not an address of " + expected.get());
    }
    return new Destination(withoutPeer(address), Optional.of(named));
  }

  /** The address, without a {@code /p2p} step at its end. */
  private static Multiaddr withoutPeer(Multiaddr address) {
    int steps = address.components().size() - 1;
    if (steps == 0) {
      throw new ConnectionFailed(
          Reason.UNSUPPORTED_ADDRESS, address + " says who, but not where to dial");
    }
    return new Multiaddr(address.components().subList(0, steps));
  }
}
