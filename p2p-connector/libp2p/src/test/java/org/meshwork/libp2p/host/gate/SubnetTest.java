package org.meshwork.libp2p.host.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.Multiaddr;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, /ip4/192.0.2.255/tcp/1, true",
    "192.0.2.0/24, /ip4/192.0.3.0/tcp/1, false",
    "192.0.2.129/25, /ip4/192.0.2.128/udp/1/quic-v1, true",
    "192.0.2.129/25, /ip4/192.0.2.127/udp/1/quic-v1, false",
    "192.0.2.7, /ip4/192.0.2.7, true",
    "192.0.2.7, /ip4/192.0.2.6, false",
    "0.0.0.0/0, /ip4/255.255.255.255, true",
    "0.0.0.0/0, /ip6/::1, false",
    "0.0.0.0/0, /ip6/::ffff:1.2.3.4, true",
    "10.0.0.0/8, /ip6/::ffff:a01:203, true",
    "2001:db8::/31, /ip6/2001:db9:ffff::1/tcp/1, true",
    "2001:db8::/31, /ip6/2001:dba::1/tcp/1, false",
    "fe80::/10, /ip6zone/eth0/ip6/fe80::1/tcp/1, true",
    "::/0, /ip6/2001:db8::1, true",
    "::/0, /ip4/192.0.2.1, false",
    "0.0.0.0/0, /dns4/example.org/tcp/1, false",
    "0.0.0.0/0, /memory/7, false"
  })
  void holdsAddressesThatBeginAlike(String subnet, String address, boolean isIn) {
    assertThat(Subnet.parse(subnet).contains(Multiaddr.parse(address))).isEqualTo(isIn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2/24",
        "2001:db8::/129",
        "a.b.c.d/8",
        "192.0.2.0/24/24",
        "192.0.2.0/",
        "192.0.2.0/x"
      })
  void refusesWhatIsNoSubnet(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
  }

  @Test
  void isTheSameHoweverItsLastBitsAreWritten() {
    assertThat(Subnet.parse("192.0.2.99/24")).isEqualTo(Subnet.parse("192.0.2.0/24"));
    assertThat(Subnet.parse("192.0.2.99/24")).hasToString("192.0.2.0/24");
    assertThat(Subnet.parse("2001:DB8::1/32")).hasToString("2001:db8::/32");
  }
}
