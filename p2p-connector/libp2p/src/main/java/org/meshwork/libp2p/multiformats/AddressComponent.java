package org.meshwork.libp2p.multiformats;

import java.util.Objects;

/**
 * One step of an address.
 *
 * @param value as it stands in the binary form, without a length; empty where the protocol has none
 */
public record AddressComponent(AddressProtocol protocol, Bytes value) {
  /**
   * @throws InputRefused if the bytes are no value of the protocol
   */
  public AddressComponent {
    Objects.requireNonNull(protocol);
    protocol.check(value);
  }

  /** A step without a value, such as {@code /ws}. */
  public static AddressComponent of(AddressProtocol protocol) {
    return new AddressComponent(protocol, Bytes.EMPTY);
  }

  /**
   * @param value in text, such as the port's digits
   * @throws InputRefused if the protocol can't read it
   */
  public static AddressComponent of(AddressProtocol protocol, String value) {
    return protocol.hasValue()
        ? new AddressComponent(protocol, protocol.parse(value))
        : new AddressComponent(protocol, Bytes.utf8(value));
  }

  /** The value in text; empty where the protocol has none. */
  public String text() {
    return protocol.print(value);
  }

  @Override
  public String toString() {
    return protocol.hasValue() ? "/" + protocol.label() + "/" + text() : "/" + protocol.label();
  }
}
