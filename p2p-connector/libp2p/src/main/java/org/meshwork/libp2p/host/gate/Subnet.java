package org.meshwork.libp2p.host.gate;

import java.util.Arrays;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * IP addresses that begin with the same bits (RFC 4632). Bits behind them are zero.
 *
 * @param network 4 or 16 bytes
 */
public record Subnet(Bytes network, int bits) {
  private static final int IP4_BYTES = 4;
  private static final int IP6_BYTES = 16;

  /** Of an IPv4 address written as an IPv6 one (RFC 4291 section 2.5.5.2). */
  private static final Bytes MAPPED = Bytes.ofHex("00000000000000000000ffff");

  /**
   * @throws IllegalArgumentException if there are more bits than an address has
   */
  public Subnet {
    if (network.size() != IP4_BYTES && network.size() != IP6_BYTES) {
      throw new IllegalArgumentException("an address of " + network.size() + " bytes");
    }
    if (bits < 0 || bits > 8 * network.size()) {
      throw new IllegalArgumentException("a subnet of " + bits + " bits");
    }
    network = firstBits(network, bits);
  }

  private static Bytes firstBits(Bytes address, int bits) {
    byte[] bytes = address.toArray();
    int whole = bits / 8;
    if (whole < bytes.length) {
      bytes[whole] &= (byte) (0xff00 >> bits % 8);
      Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
    }
    return Bytes.of(bytes);
  }

  /**
   * @param text such as {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one address
   * @throws IllegalArgumentException if it is none
   */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      AddressProtocol protocol = address.contains(":") ? AddressProtocol.IP6 : AddressProtocol.IP4;
      Bytes network = AddressComponent.of(protocol, address).value();
      int bits = slash < 0 ? 8 * network.size() : Integer.parseInt(text.substring(slash + 1));
      return new Subnet(network, bits);
    } catch (InputRefused | NumberFormatException refused) {
      throw new IllegalArgumentException(
          InputRefused.excerpt(text) + " is no subnet such as 192.0.2.0/24", refused);
    }
  }

  /** Whether the address begins with an IP address of the subnet. */
  public boolean contains(Multiaddr address) {
    Optional<Bytes> host = IpEndpoint.of(address).map(IpEndpoint::host).map(Subnet::unmapped);
    return host.filter(found -> found.size() == network.size())
        .filter(found -> firstBits(found, bits).equals(network))
        .isPresent();
  }

  private static Bytes unmapped(Bytes host) {
    boolean isMapped = host.size() == IP6_BYTES && host.slice(0, MAPPED.size()).equals(MAPPED);
    return isMapped ? host.slice(MAPPED.size(), IP6_BYTES) : host;
  }

  @Override
  public String toString() {
    AddressProtocol protocol =
        network.size() == IP4_BYTES ? AddressProtocol.IP4 : AddressProtocol.IP6;
    return new AddressComponent(protocol, network).text() + "/" + bits;
  }
}
