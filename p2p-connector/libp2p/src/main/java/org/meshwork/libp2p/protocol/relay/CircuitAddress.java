package org.meshwork.libp2p.protocol.relay;

import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * An address over one relay, {@code …/p2p/RELAY/p2p-circuit} with or without {@code /p2p/PEER}.
 *
 * @param relay with its {@code /p2p} step, which may be all of it
 * @param target who is behind the relay; empty in an address to listen at
 */
record CircuitAddress(Multiaddr relay, PeerId relayPeer, Optional<PeerId> target) {
  /** Empty if it is no such address, or leads over several relays. */
  static Optional<CircuitAddress> of(Multiaddr address) {
    List<AddressComponent> steps = address.components();
    List<AddressProtocol> protocols = steps.stream().map(AddressComponent::protocol).toList();
    int circuit = protocols.indexOf(AddressProtocol.P2P_CIRCUIT);
    int relay = protocols.indexOf(AddressProtocol.P2P);
    List<AddressProtocol> rest = protocols.subList(circuit + 1, protocols.size());
    boolean isOne = circuit > 0 && relay == circuit - 1;
    if (!isOne || !(rest.isEmpty() || rest.equals(List.of(AddressProtocol.P2P)))) {
      return Optional.empty();
    }
    Optional<PeerId> target =
        rest.isEmpty() ? Optional.empty() : Optional.of(PeerId.decode(address.last().value()));
    return Optional.of(
        new CircuitAddress(
            new Multiaddr(steps.subList(0, circuit)),
            PeerId.decode(steps.get(relay).value()),
            target));
  }

  /** Whether it says where the relay is, not only who. */
  boolean hasPlace() {
    return relay.components().size() > 1;
  }

  /** What comes over the relay that is reached at this address, without its {@code /p2p} step. */
  static Multiaddr over(Multiaddr relayAddress, PeerId relayPeer) {
    return relayAddress.encapsulate(
        new Multiaddr(
            List.of(
                relayPeer.toAddressComponent(), AddressComponent.of(AddressProtocol.P2P_CIRCUIT))));
  }

  /** Where the relay is, to dial it; nothing if that is not said. */
  List<Multiaddr> places() {
    return hasPlace() ? List.of(relay) : List.of();
  }

  /**
   * The address without a target.
   *
   * @param seen where the relay is seen, if the address doesn't say where it is
   */
  Multiaddr withoutTarget(Multiaddr seen) {
    return hasPlace()
        ? relay.encapsulate(
            new Multiaddr(List.of(AddressComponent.of(AddressProtocol.P2P_CIRCUIT))))
        : over(seen, relayPeer);
  }
}
