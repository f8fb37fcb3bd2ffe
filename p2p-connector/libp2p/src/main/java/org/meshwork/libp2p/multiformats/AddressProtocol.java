package org.meshwork.libp2p.multiformats;

import java.util.List;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * The protocols that an address may be made of (multiaddr/protocols.csv). Some are known only to
 * keep the addresses of peers that speak more than we do.
 */
public enum AddressProtocol {
  IP4(4, "ip4", 4, AddressValue.IP4),
  TCP(6, "tcp", 2, AddressValue.PORT),
  IP6(41, "ip6", 16, AddressValue.IP6),
  /** The zone of the link-local address that follows it (RFC 4007). */
  IP6ZONE(42, "ip6zone", AddressProtocol.PREFIXED, AddressValue.NAME),
  DNS(53, "dns", AddressProtocol.PREFIXED, AddressValue.NAME),
  DNS4(54, "dns4", AddressProtocol.PREFIXED, AddressValue.NAME),
  DNS6(55, "dns6", AddressProtocol.PREFIXED, AddressValue.NAME),
  DNSADDR(56, "dnsaddr", AddressProtocol.PREFIXED, AddressValue.NAME),
  UDP(273, "udp", 2, AddressValue.PORT),
  WEBRTC_DIRECT(280, "webrtc-direct", 0, AddressValue.NONE),
  P2P_CIRCUIT(290, "p2p-circuit", 0, AddressValue.NONE),
  /** A peer id, in text as base 58 or as a content identifier. */
  P2P(421, "p2p", AddressProtocol.PREFIXED, AddressValue.PEER),
  TLS(448, "tls", 0, AddressValue.NONE),
  SNI(449, "sni", AddressProtocol.PREFIXED, AddressValue.NAME),
  NOISE(454, "noise", 0, AddressValue.NONE),
  QUIC_V1(461, "quic-v1", 0, AddressValue.NONE),
  WEBTRANSPORT(465, "webtransport", 0, AddressValue.NONE),
  CERTHASH(466, "certhash", AddressProtocol.PREFIXED, AddressValue.CERTIFICATE),
  WS(477, "ws", 0, AddressValue.NONE),
  /** An old spelling of {@code /tls/ws}. */
  WSS(478, "wss", 0, AddressValue.NONE),
  /** A place within one process, for tests and for a host that dials itself. */
  MEMORY(777, "memory", AddressProtocol.PREFIXED, AddressValue.NAME);

  private static final int PREFIXED = -1;
  private static final List<AddressProtocol> ALL = List.of(values());
  private static final String OLD_NAME_OF_P2P = "ipfs";

  private final int code;
  private final String label;
  private final int bytes;
  private final AddressValue value;

  AddressProtocol(int code, String label, int bytes, AddressValue value) {
    this.code = code;
    this.label = label;
    this.bytes = bytes;
    this.value = value;
  }

  public int code() {
    return code;
  }

  /** The name in addresses. */
  public String label() {
    return label;
  }

  public boolean hasValue() {
    return value != AddressValue.NONE;
  }

  static AddressProtocol of(long code) {
    // No stream: every address that comes is read by it.
    for (AddressProtocol protocol : ALL) {
      if (protocol.code == code) {
        return protocol;
      }
    }
    throw unknown("of code " + code);
  }

  static AddressProtocol of(String name) {
    String label = name.equals(OLD_NAME_OF_P2P) ? P2P.label : name;
    return ALL.stream()
        .filter(protocol -> protocol.label.equals(label))
        .findAny()
        .orElseThrow(() -> unknown(InputRefused.excerpt(name)));
  }

  private static InputRefused unknown(String which) {
    return new InputRefused(Reason.UNKNOWN_CODE, "no address protocol " + which + " is known");
  }

  Bytes parse(String text) {
    return value.parse(text);
  }

  /**
   * @throws InputRefused if the bytes are no value of this protocol
   */
  void check(Bytes bytes) {
    value.check(bytes);
  }

  /**
   * @throws InputRefused if the bytes are no value of this protocol
   */
  String print(Bytes bytes) {
    return value.print(bytes);
  }

  Bytes read(ByteReader reader) {
    return bytes == PREFIXED ? reader.prefixed() : reader.take(bytes);
  }

  void write(ByteWriter writer, Bytes bytes) {
    writer.varint(code);
    if (this.bytes == PREFIXED) {
      writer.prefixed(bytes);
    } else {
      writer.bytes(bytes);
    }
  }
}
