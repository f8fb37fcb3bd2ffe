package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** What tells whether peers are at one place: an IPv4 address, or 64 bits of an IPv6 address. */
final class Places {
  private static final int IP6_NETWORK_BYTES = 8;
  private static final int LOOPBACK = 127;
  private static final Bytes IP6_LOOPBACK = Bytes.ofHex("00".repeat(15) + "01");

  private Places() {}

  /** Empty for addresses that say nothing: of relays, of this machine, and other kinds. */
  static Optional<String> of(Multiaddr address) {
    if (address.has(AddressProtocol.P2P_CIRCUIT)) {
      return Optional.empty();
    }
    Optional<Bytes> ip4 = value(address, AddressProtocol.IP4);
    if (ip4.isPresent()) {
      return ip4.filter(value -> value.at(0) != LOOPBACK).map(Bytes::toHex);
    }
    return value(address, AddressProtocol.IP6)
        .filter(value -> !value.equals(IP6_LOOPBACK))
        .map(value -> value.slice(0, IP6_NETWORK_BYTES).toHex());
  }

  private static Optional<Bytes> value(Multiaddr address, AddressProtocol protocol) {
    return address.first(protocol).map(AddressComponent::value);
  }
}
