package org.meshwork.libp2p.host.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;

class AddressResolutionTest {
  private static final String A = "/p2p/" + TestHosts.peer(1);
  private static final String B = "/p2p/" + TestHosts.peer(2);

  private final FakeNames names = new FakeNames();

  private List<String> resolve(String address) {
    return get(AddressResolution.resolve(names, Multiaddr.parse(address))).stream()
        .map(Multiaddr::toString)
        .toList();
  }

  private void assertRefused(String address, Reason reason) {
    assertFails(AddressResolution.resolve(names, Multiaddr.parse(address)), reason);
  }

  @Test
  void leavesAddressesWithoutNameAlone() {
    assertThat(resolve("/ip4/192.0.2.1/tcp/1")).containsExactly("/ip4/192.0.2.1/tcp/1");
    assertThat(resolve("/memory/7")).containsExactly("/memory/7");
    assertThat(names.asked).isEmpty();
  }

  @Test
  void asksForTheFamilyThatTheAddressNames() {
    names.with("A", "example.org", "192.0.2.1", "192.0.2.2");
    names.with("AAAA", "example.org", "2001:db8::1");
    assertThat(resolve("/dns4/example.org/tcp/7" + A))
        .containsExactly("/ip4/192.0.2.1/tcp/7" + A, "/ip4/192.0.2.2/tcp/7" + A);
    assertThat(resolve("/dns6/example.org/udp/7/quic-v1"))
        .containsExactly("/ip6/2001:db8::1/udp/7/quic-v1");
    assertThat(resolve("/dns/example.org/tcp/7"))
        .containsExactly("/ip6/2001:db8::1/tcp/7", "/ip4/192.0.2.1/tcp/7", "/ip4/192.0.2.2/tcp/7");
  }

  @Test
  void takesOneFamilyWhereTheOtherIsNotAnswered() {
    names.with("A", "example.org", "192.0.2.1");
    assertThat(resolve("/dns/example.org/tcp/7")).containsExactly("/ip4/192.0.2.1/tcp/7");
    names.with("AAAA", "example.org");
    assertThat(resolve("/dns/example.org/tcp/7")).containsExactly("/ip4/192.0.2.1/tcp/7");
  }

  @Test
  void failsWhereNothingIsAnswered() {
    assertRefused("/dns/example.org/tcp/7", Reason.UNREACHABLE);
    names.with("A", "example.org");
    assertRefused("/dns4/example.org/tcp/7", Reason.UNREACHABLE);
    assertFails(
        AddressResolution.resolve(NameResolver.none(), Multiaddr.parse("/dnsaddr/example.org")),
        Reason.UNSUPPORTED_ADDRESS);
  }

  @ParameterizedTest
  @CsvSource({
    "/tcp/443/tls/ws, /tcp/443/tls/sni/a.b/ws",
    "/tcp/443/wss, /tcp/443/tls/sni/a.b/ws",
    "/tcp/443/tls/sni/c.d/ws, /tcp/443/tls/sni/c.d/ws",
    "/tcp/443/tls/wss, /tcp/443/tls/sni/a.b/wss",
    "/tcp/80/ws, /tcp/80/ws"
  })
  void keepsTheNameForTheServersCertificate(String written, String resolved) {
    names.with("A", "a.b", "192.0.2.1");
    assertThat(resolve("/dns4/a.b" + written + A)).containsExactly("/ip4/192.0.2.1" + resolved + A);
  }

  @Test
  void followsTexts() {
    names.with(
        "TXT",
        "_dnsaddr.example.org",
        "dnsaddr=/dnsaddr/one.example.org" + A,
        "dnsaddr=/ip4/192.0.2.1/tcp/1" + B,
        "dnsaddr=/dns4/example.org/tcp/2" + A,
        "dnsaddr=no address",
        "v=spf1 -all");
    names.with("TXT", "_dnsaddr.one.example.org", "dnsaddr=/ip6/2001:db8::1/tcp/3" + A);
    names.with("A", "example.org", "192.0.2.9");
    assertThat(resolve("/dnsaddr/example.org"))
        .containsExactly(
            "/ip6/2001:db8::1/tcp/3" + A, "/ip4/192.0.2.1/tcp/1" + B, "/ip4/192.0.2.9/tcp/2" + A);
  }

  @Test
  void takesOnlyTextsThatEndAlike() {
    names.with(
        "TXT",
        "_dnsaddr.example.org",
        "dnsaddr=/ip4/192.0.2.1/tcp/1" + A,
        "dnsaddr=/ip4/192.0.2.2/tcp/1" + B,
        "dnsaddr=/ip4/192.0.2.3/tcp/1",
        "dnsaddr=" + A);
    assertThat(resolve("/dnsaddr/example.org" + B)).containsExactly("/ip4/192.0.2.2/tcp/1" + B);
    assertThat(resolve("/dnsaddr/example.org/tcp/1" + A))
        .containsExactly("/ip4/192.0.2.1/tcp/1" + A);
    assertRefused("/dnsaddr/example.org/p2p/" + TestHosts.peer(3), Reason.UNREACHABLE);
  }

  @Test
  void givesUpOnNamesThatLeadInCircles() {
    names.with("TXT", "_dnsaddr.example.org", "dnsaddr=/dnsaddr/example.org");
    assertRefused("/dnsaddr/example.org", Reason.TOO_MUCH);
    assertThat(names.asked).hasSize(AddressResolution.MAX_DEPTH);
  }

  @Test
  void asksNoMoreThanItsBound() {
    String[] fan =
        IntStream.range(0, 20)
            .mapToObj(i -> "dnsaddr=/dnsaddr/example.org/tcp/" + i)
            .toArray(String[]::new);
    names.with("TXT", "_dnsaddr.example.org", fan);
    assertRefused("/dnsaddr/example.org", Reason.TOO_MUCH);
    assertThat(names.asked).hasSizeLessThanOrEqualTo(AddressResolution.MAX_QUERIES);
  }

  @Test
  void givesNoMoreAddressesThanItsBound() {
    String[] many = IntStream.range(0, 256).mapToObj(i -> "192.0.2." + i).toArray(String[]::new);
    names.with("A", "example.org", many);
    assertThat(resolve("/dns4/example.org/tcp/1")).hasSize(AddressResolution.MAX_ADDRESSES);
    String[] texts =
        IntStream.range(0, 256)
            .mapToObj(i -> "dnsaddr=/dns4/example.org/tcp/" + i)
            .toArray(String[]::new);
    names.with("TXT", "_dnsaddr.example.org", texts);
    assertThat(resolve("/dnsaddr/example.org")).hasSize(AddressResolution.MAX_ADDRESSES);
  }
}
