package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;

class IpAddressesTest {
  private static InetAddress ip(String address) {
    return IpAddresses.of(Multiaddr.parse(address + "/tcp/1")).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/1.1.1.1", "/ip4/100.63.0.1", "/ip4/100.128.0.1", "/ip4/172.15.0.1",
        "/ip4/172.32.0.1", "/ip4/192.0.1.1", "/ip4/198.17.0.1", "/ip4/223.255.255.1",
        "/ip6/2606:4700::1111", "/ip6/2001:4860::1"
      })
  void knowsPublicAddresses(String address) {
    assertThat(IpAddresses.isPublic(ip(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/10.1.2.3",
        "/ip4/127.0.0.1",
        "/ip4/100.64.0.1",
        "/ip4/169.254.0.1",
        "/ip4/172.16.0.1",
        "/ip4/172.31.255.1",
        "/ip4/192.168.0.1",
        "/ip4/192.0.0.1",
        "/ip4/192.0.2.1",
        "/ip4/198.18.0.1",
        "/ip4/198.51.100.1",
        "/ip4/203.0.113.1",
        "/ip6/::1",
        "/ip6/fe80::1",
        "/ip6/fc00::1",
        "/ip6/fd12::1",
        "/ip6/2001:db8::1",
        "/ip6/2001:0:1::1",
        "/ip6/2002:a00:1::1",
        "/ip6/64:ff9b::1.2.3.4",
        "/ip6/::ffff:10.0.0.1"
      })
  void knowsPrivateAddresses(String address) {
    assertThat(IpAddresses.isPublic(ip(address))).isFalse();
    assertThat(IpAddresses.isOfOneHost(ip(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/0.0.0.0",
        "/ip4/0.1.2.3",
        "/ip4/224.0.0.1",
        "/ip4/240.0.0.1",
        "/ip4/255.255.255.255",
        "/ip6/::",
        "/ip6/ff02::1",
        "/ip6/::ffff:0.0.0.0"
      })
  void knowsWhatIsOfNoOneHost(String address) {
    assertThat(IpAddresses.isOfOneHost(ip(address))).isFalse();
    assertThat(IpAddresses.isPublic(ip(address))).isFalse();
  }

  @Test
  void findsNoPlaceBehindNamesZonesAndRelays() {
    String peer = TestHosts.peer(1).toString();
    assertThat(IpAddresses.of(Multiaddr.parse("/dns4/example.com/tcp/1"))).isEmpty();
    assertThat(IpAddresses.of(Multiaddr.parse("/ip6zone/eth0/ip6/fe80::1/tcp/1"))).isEmpty();
    assertThat(IpAddresses.of(Multiaddr.parse("/memory/1"))).isEmpty();
    assertThat(IpAddresses.of(Multiaddr.parse("/ip4/1.1.1.1/tcp/1/p2p/" + peer + "/p2p-circuit")))
        .isEmpty();
  }
}
