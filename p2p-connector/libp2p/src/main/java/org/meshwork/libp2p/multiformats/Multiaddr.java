package org.meshwork.libp2p.multiformats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * An address: the steps to a place in a network, outermost first (multiformats/multiaddr,
 * libp2p/specs addressing). Text and binary form say the same; text is written in one way, whatever
 * way it was read. Whether the steps make sense together is for those to judge who dial.
 */
public final class Multiaddr {
  /** Of the binary form. */
  public static final int MAX_BYTES = 2_048;

  public static final int MAX_COMPONENTS = 32;
  private static final int MAX_CHARACTERS = 4 * MAX_BYTES;

  private final List<AddressComponent> components;

  /** The binary form, of which each address has one: made once, since it is asked for often. */
  private final Bytes encoded;

  /**
   * @throws InputRefused if there are none, or too many, or they are too long together
   */
  public Multiaddr(List<AddressComponent> components) {
    this(List.copyOf(components), encode(components));
  }

  private Multiaddr(List<AddressComponent> components, Bytes encoded) {
    if (components.isEmpty()) {
      throw new InputRefused(Reason.TRUNCATED, "an address without components");
    }
    requireSize(components.size(), MAX_COMPONENTS, "components");
    requireSize(encoded.size(), MAX_BYTES, "bytes");
    this.components = components;
    this.encoded = encoded;
  }

  /**
   * @throws InputRefused unless the bytes are one address and nothing else
   */
  public static Multiaddr decode(Bytes bytes) {
    requireSize(bytes.size(), MAX_BYTES, "bytes");
    ByteReader reader = new ByteReader(bytes);
    List<AddressComponent> components = new ArrayList<>();
    while (!reader.atEnd()) {
      requireSize(components.size() + 1, MAX_COMPONENTS, "components");
      AddressProtocol protocol = AddressProtocol.of(reader.varint());
      components.add(new AddressComponent(protocol, protocol.read(reader)));
    }
    return new Multiaddr(List.copyOf(components), bytes);
  }

  /**
   * @param text such as {@code /ip4/192.0.2.1/tcp/4001}
   * @throws InputRefused if it is no address, or has a protocol that is not known here
   */
  public static Multiaddr parse(String text) {
    requireSize(text.length(), MAX_CHARACTERS, "characters");
    if (!text.startsWith("/")) {
      throw new InputRefused(
          Reason.MALFORMED, InputRefused.excerpt(text) + " does not begin with a slash");
    }
    Iterator<String> parts = List.of(text.substring(1).split("/", -1)).iterator();
    List<AddressComponent> components = new ArrayList<>();
    while (parts.hasNext()) {
      requireSize(components.size() + 1, MAX_COMPONENTS, "components");
      components.add(component(AddressProtocol.of(parts.next()), parts));
    }
    return new Multiaddr(components);
  }

  private static AddressComponent component(AddressProtocol protocol, Iterator<String> parts) {
    if (!protocol.hasValue()) {
      return AddressComponent.of(protocol);
    }
    if (!parts.hasNext()) {
      throw new InputRefused(Reason.TRUNCATED, "/" + protocol.label() + " without a value");
    }
    return AddressComponent.of(protocol, parts.next());
  }

  /** The steps, the outermost first. */
  public List<AddressComponent> components() {
    return components;
  }

  public Bytes encode() {
    return encoded;
  }

  private static Bytes encode(List<AddressComponent> components) {
    ByteWriter writer = new ByteWriter();
    components.forEach(component -> component.protocol().write(writer, component.value()));
    return writer.toBytes();
  }

  /** This address with another inside it. */
  public Multiaddr encapsulate(Multiaddr inner) {
    List<AddressComponent> joined = new ArrayList<>(components);
    joined.addAll(inner.components);
    return new Multiaddr(joined);
  }

  /** This address up to the last occurrence of the other; itself if there is none. */
  public Optional<Multiaddr> decapsulate(Multiaddr inner) {
    int start = Collections.lastIndexOfSubList(components, inner.components);
    return start < 0 ? Optional.of(this) : before(start);
  }

  /** This address up to the last step of the protocol; itself if there is none. */
  public Optional<Multiaddr> decapsulate(AddressProtocol protocol) {
    int start = components.stream().map(AddressComponent::protocol).toList().lastIndexOf(protocol);
    return start < 0 ? Optional.of(this) : before(start);
  }

  private Optional<Multiaddr> before(int end) {
    return end == 0 ? Optional.empty() : Optional.of(new Multiaddr(components.subList(0, end)));
  }

  public boolean has(AddressProtocol protocol) {
    return first(protocol).isPresent();
  }

  /** The outermost step of the protocol. */
  public Optional<AddressComponent> first(AddressProtocol protocol) {
    return components.stream().filter(component -> component.protocol() == protocol).findFirst();
  }

  /** The innermost step. */
  public AddressComponent last() {
    return components.get(components.size() - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multiaddr address && encoded.equals(address.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return components.stream().map(AddressComponent::toString).collect(Collectors.joining());
  }

  private static void requireSize(int size, int max, String unit) {
    if (size > max) {
      throw new InputRefused(Reason.TOO_LARGE, "an address of more than " + max + " " + unit);
    }
  }
}
