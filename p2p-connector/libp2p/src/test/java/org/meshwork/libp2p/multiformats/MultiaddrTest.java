package org.meshwork.libp2p.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class MultiaddrTest {
  /** Source: multiformats/multiaddr, README, "Specification", and test/multiaddr.feature. */
  @ParameterizedTest
  @CsvSource({
    "/ip4/127.0.0.1/udp/1234, 047f000001910204d2",
    "/ip4/192.0.2.42/tcp/443, 04c000022a0601bb"
  })
  void readsTheSpecificationsExamples(String text, String hex) {
    assertThat(Multiaddr.parse(text).encode().toHex()).isEqualTo(hex);
    assertThat(Multiaddr.decode(Bytes.ofHex(hex))).hasToString(text);
  }

  /** Source: multiformats/multiaddr, protocols.csv: code 777, of variable length. */
  @Test
  void readsPlacesInMemory() {
    assertThat(Multiaddr.parse("/memory/1234").encode().toHex()).isEqualTo("89060431323334");
    assertThat(Multiaddr.decode(Bytes.ofHex("89060431323334"))).hasToString("/memory/1234");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "multiaddr.csv")
  void agreesWithJavaScript(String text, String hex, String written) {
    Multiaddr address = Multiaddr.parse(text);
    assertThat(address.encode().toHex()).isEqualTo(hex);
    assertThat(Multiaddr.decode(Bytes.ofHex(hex))).isEqualTo(address).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/p2p/bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe",
        "/ipfs/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"
      })
  void writesPeersInBase58(String text) {
    assertThat(Multiaddr.parse(text))
        .hasToString("/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
  }

  @ParameterizedTest
  @CsvSource({
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "::, ::",
    "1::, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1:0:0:0:1:0, 0:0:1::1:0",
    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    "::FFFF:192.0.2.1, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void writesIp6AsRecommended(String text, String written) {
    assertThat(Multiaddr.parse("/ip6/" + text)).hasToString("/ip6/" + written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8",
        "12345::", "g::", "1.2.3.4::", "1.2.3.4::1.2.3.4", "::1.2.3", "::1.2.3.4:5", "fe80::1%eth0",
        "１::", "1:2:3:4:5:6:7:"
      })
  void refusesWhatIsNoIp6(String text) {
    assertRefused(Reason.MALFORMED, () -> Multiaddr.parse("/ip6/" + text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', MALFORMED",
    "ip4/1.2.3.4, MALFORMED",
    "/, UNKNOWN_CODE",
    "/ip4, TRUNCATED",
    "/ip4/1.2.3, MALFORMED",
    "/ip4/1.2.3.256, MALFORMED",
    "/ip4/1.2.3.04, MALFORMED",
    "/ip4/1.2.3.4.5, MALFORMED",
    "/ip4/localhost, MALFORMED",
    "/ip4/1.2.3.4/, UNKNOWN_CODE",
    "/tcp/65536, MALFORMED",
    "/tcp/-1, MALFORMED",
    "/tcp/+1, MALFORMED",
    "/tcp/, MALFORMED",
    "/tcp/٣, MALFORMED",
    "/tcp/80/onion/abc, UNKNOWN_CODE",
    "/dns4/, MALFORMED",
    "'/dns4/a b', MALFORMED",
    "'/dns4/a\u202eb', MALFORMED",
    "/p2p/abc, UNKNOWN_CODE",
    "/p2p/bafkqaaa, MALFORMED",
    "/p2p/Qm, TRUNCATED",
    "/certhash/zz, TRUNCATED"
  })
  void refusesTexts(String text, Reason reason) {
    assertRefused(reason, () -> Multiaddr.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TRUNCATED",
    "04, TRUNCATED",
    "047f0000, TRUNCATED",
    "8400, NOT_CANONICAL",
    "bc03, UNKNOWN_CODE",
    "3500, MALFORMED",
    "35012f, MALFORMED",
    "3501ff, MALFORMED",
    "35ffffffffffffffff7f, TRUNCATED",
    "a50300, TRUNCATED",
    "a503021200, MALFORMED"
  })
  void refusesBytes(String hex, Reason reason) {
    assertRefused(reason, () -> Multiaddr.decode(Bytes.ofHex(hex)));
  }

  @Test
  void saysWhichProtocolItDoesNotKnow() {
    assertThatThrownBy(() -> Multiaddr.decode(Bytes.ofHex("bc0300"))).hasMessageContaining("444");
  }

  @Test
  void isBounded() {
    assertRefused(Reason.TOO_LARGE, () -> Multiaddr.parse("/ws".repeat(33)));
    assertRefused(Reason.TOO_LARGE, () -> Multiaddr.decode(Bytes.ofHex("dd03".repeat(33))));
    assertRefused(Reason.TOO_LARGE, () -> Multiaddr.parse(("/dns/" + "a".repeat(250)).repeat(9)));
    assertRefused(Reason.TOO_LARGE, () -> Multiaddr.parse("/dns/" + "a".repeat(256)));
    assertRefused(Reason.TOO_LARGE, () -> Multiaddr.parse("/ws".repeat(10_000)));
    assertRefused(
        Reason.TOO_LARGE, () -> Multiaddr.decode(Bytes.of(new byte[Multiaddr.MAX_BYTES + 1])));
  }

  /** Source: libp2p/specs, addressing, "Encapsulation" and "Decapsulation". */
  @Test
  void encapsulatesAndDecapsulates() {
    Multiaddr tcp = Multiaddr.parse("/ip4/198.51.100.0/tcp/1234");
    Multiaddr ws = tcp.encapsulate(Multiaddr.parse("/ws"));
    assertThat(ws).hasToString("/ip4/198.51.100.0/tcp/1234/ws");
    assertThat(ws.decapsulate(Multiaddr.parse("/ws"))).hasValue(tcp);
    assertThat(ws.decapsulate(Multiaddr.parse("/tcp/1234")))
        .hasValue(Multiaddr.parse("/ip4/198.51.100.0"));
    assertThat(ws.decapsulate(Multiaddr.parse("/tcp/1"))).hasValue(ws);
    assertThat(ws.decapsulate(AddressProtocol.TCP)).hasValue(Multiaddr.parse("/ip4/198.51.100.0"));
    assertThat(ws.decapsulate(AddressProtocol.IP4)).isEmpty();
    assertThat(ws.decapsulate(AddressProtocol.UDP)).hasValue(ws);
  }

  @Test
  void answersWhatItIsMadeOf() {
    Multiaddr address = Multiaddr.parse("/ip4/192.0.2.1/tcp/80/ws");
    assertThat(address.first(AddressProtocol.TCP)).map(AddressComponent::text).hasValue("80");
    assertThat(address.has(AddressProtocol.WS)).isTrue();
    assertThat(address.has(AddressProtocol.TLS)).isFalse();
    assertThat(address.last()).isEqualTo(AddressComponent.of(AddressProtocol.WS));
  }

  @Test
  void refusesValuesOfProtocolsThatHaveNone() {
    assertRefused(Reason.MALFORMED, () -> AddressComponent.of(AddressProtocol.WS, "x"));
  }
}
