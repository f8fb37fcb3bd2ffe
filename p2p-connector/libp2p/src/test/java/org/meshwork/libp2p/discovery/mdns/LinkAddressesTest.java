package org.meshwork.libp2p.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

class LinkAddressesTest {
  private static final LinkAddresses LINK =
      new LinkAddresses(
          "eth0",
          List.of(
              Bytes.ofHex("c6336405"),
              Bytes.ofHex("fe800000000000000000000000000005"),
              Bytes.ofHex("20010db8000000000000000000000005")),
          List.of(Subnet.parse("198.51.100.0/24"), Subnet.parse("2001:db8::/64")));
  private static final LinkAddresses LOOPBACK =
      new LinkAddresses(
          "lo", List.of(Bytes.ofHex("7f000001")), List.of(Subnet.parse("127.0.0.0/8")));

  private static Optional<Multiaddr> believed(String address) {
    return LINK.believed(Multiaddr.parse(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/198.51.100.7/tcp/4001",
        "/ip4/10.1.2.3/udp/4001/quic-v1",
        "/ip4/192.168.1.1/tcp/4001/ws",
        "/ip4/169.254.0.1/tcp/1",
        "/ip6/2001:db8::7/tcp/4001",
        "/ip6/fd00::1/tcp/4001"
      })
  void believesWhatIsOnALocalNetwork(String address) {
    assertThat(believed(address)).hasValue(Multiaddr.parse(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/8.8.8.8/tcp/4001",
        "/ip4/127.0.0.1/tcp/4001",
        "/ip4/0.0.0.0/tcp/4001",
        "/ip4/224.0.0.251/udp/5353/quic-v1",
        "/ip4/255.255.255.255/udp/1/quic-v1",
        "/ip4/10.1.2.3/tcp/0",
        "/ip4/10.1.2.3",
        "/ip6/::1/tcp/4001",
        "/ip6/2001:db9::1/tcp/4001",
        "/ip6/ff02::fb/udp/1/quic-v1",
        "/ip6zone/eth1/ip6/fe80::1/tcp/4001",
        "/dns4/example.com/tcp/4001",
        "/memory/1",
        "/ip4/10.1.2.3/tcp/1/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N/p2p-circuit"
      })
  void believesNothingElse(String address) {
    assertThat(believed(address)).isEmpty();
  }

  @Test
  void putsLinkLocalAddressesIntoItsZone() {
    assertThat(believed("/ip6/fe80::7/tcp/1"))
        .hasValue(Multiaddr.parse("/ip6zone/eth0/ip6/fe80::7/tcp/1"));
  }

  private static List<String> told(LinkAddresses link, String listening) {
    return link.told(Multiaddr.parse(listening)).map(Multiaddr::toString).toList();
  }

  @Test
  void tellsTheAddressesOfTheInterfaceForAnUnspecifiedOne() {
    assertThat(told(LINK, "/ip4/0.0.0.0/tcp/1")).containsExactly("/ip4/198.51.100.5/tcp/1");
    assertThat(told(LINK, "/ip6/::/udp/1/quic-v1"))
        .containsExactly("/ip6/fe80::5/udp/1/quic-v1", "/ip6/2001:db8::5/udp/1/quic-v1");
    assertThat(told(LOOPBACK, "/ip4/0.0.0.0/tcp/1")).containsExactly("/ip4/127.0.0.1/tcp/1");
  }

  @Test
  void tellsNoZoneAndNothingThatLeadsElsewhere() {
    assertThat(told(LINK, "/ip6zone/eth0/ip6/fe80::5/tcp/1")).containsExactly("/ip6/fe80::5/tcp/1");
    assertThat(told(LINK, "/ip6zone/eth1/ip6/fe80::5/tcp/1")).isEmpty();
    assertThat(told(LINK, "/ip4/127.0.0.1/tcp/1")).isEmpty();
    assertThat(told(LINK, "/ip4/203.0.113.1/tcp/1")).isEmpty();
    assertThat(told(LINK, "/memory/1")).isEmpty();
  }

  @Test
  void knowsWhoIsOnTheLink() throws UnknownHostException {
    assertThat(LINK.isNeighbour(InetAddress.getByName("198.51.100.9"))).isTrue();
    assertThat(LINK.isNeighbour(InetAddress.getByName("198.51.101.9"))).isFalse();
    assertThat(LINK.isNeighbour(InetAddress.getByName("fe80::9"))).isTrue();
    assertThat(LINK.isNeighbour(InetAddress.getByName("2001:db8:0:1::9"))).isFalse();
    assertThat(LOOPBACK.isNeighbour(InetAddress.getByName("127.3.2.1"))).isTrue();
  }
}
