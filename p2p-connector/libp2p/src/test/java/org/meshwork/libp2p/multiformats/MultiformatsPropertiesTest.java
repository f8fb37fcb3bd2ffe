package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is written is read again as the same. */
class MultiformatsPropertiesTest {
  @Property
  void varints(@ForAll @LongRange(min = 0) long value) {
    Bytes encoded = Varint.encode(value);
    assertThat(Varint.decode(encoded)).isEqualTo(value);
    assertThat(encoded.size()).isLessThanOrEqualTo(Varint.MAX_BYTES);
  }

  @Property
  void multihashes(
      @ForAll @LongRange(min = 0x4000) long code, @ForAll @Size(min = 1, max = 128) byte[] digest) {
    Multihash hash = new Multihash(code, Bytes.of(digest));
    assertThat(Multihash.decode(hash.encode())).isEqualTo(hash);
    assertThat(hash.encode().size()).isLessThanOrEqualTo(Multihash.MAX_BYTES);
  }

  @Property(tries = 300)
  void bases(@ForAll Multibase base, @ForAll @Size(max = 256) byte[] content) {
    Bytes bytes = Bytes.of(content);
    assertThat(Multibase.decode(base.encode(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void contentIdentifiers(
      @ForAll Multicodec codec, @ForAll Multibase base, @ForAll byte[] content) {
    Cid cid = Cid.v1(codec, HashFunction.SHA2_512.hash(Bytes.of(content)));
    assertThat(Cid.parse(cid.toString(base))).isEqualTo(cid);
    assertThat(Cid.decode(cid.encode())).isEqualTo(cid);
  }

  @Property(tries = 300)
  void addresses(
      @ForAll @Size(min = 1, max = 12) List<@From("components") AddressComponent> parts) {
    Multiaddr address = new Multiaddr(parts);
    assertThat(Multiaddr.decode(address.encode())).isEqualTo(address);
    assertThat(Multiaddr.parse(address.toString())).isEqualTo(address);
  }

  @Property(tries = 300)
  void noExcerptShowsControlCharacters(@ForAll String foreign) {
    assertThat(InputRefused.excerpt(foreign).chars()).noneMatch(Character::isISOControl);
  }

  @Provide
  Arbitrary<AddressComponent> components() {
    return Arbitraries.of(AddressProtocol.values()).flatMap(this::values);
  }

  private Arbitrary<AddressComponent> values(AddressProtocol protocol) {
    return switch (protocol) {
      case IP4 -> fixed(protocol, 4);
      case IP6 -> fixed(protocol, 16);
      case TCP, UDP -> fixed(protocol, 2);
      case IP6ZONE, DNS, DNS4, DNS6, DNSADDR, SNI, MEMORY ->
          Arbitraries.strings()
              .withCharRange('a', 'z')
              .withChars('.', '-', 'ü', '字')
              .ofMinLength(1)
              .ofMaxLength(40)
              .map(name -> AddressComponent.of(protocol, name));
      case P2P, CERTHASH ->
          Arbitraries.bytes()
              .array(byte[].class)
              .map(content -> HashFunction.SHA2_256.hash(Bytes.of(content)))
              .map(hash -> new AddressComponent(protocol, hash.encode()));
      default -> Arbitraries.just(AddressComponent.of(protocol));
    };
  }

  private Arbitrary<AddressComponent> fixed(AddressProtocol protocol, int size) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofSize(size)
        .map(bytes -> new AddressComponent(protocol, Bytes.of(bytes)));
  }
}
