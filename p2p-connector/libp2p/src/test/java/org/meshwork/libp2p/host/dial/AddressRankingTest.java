package org.meshwork.libp2p.host.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;

class AddressRankingTest {
  private static final List<Multiaddr> PUBLIC_HOST = addresses("/ip4/198.51.100.1/tcp/1");
  private static final List<Multiaddr> ANYWHERE = addresses("/ip4/0.0.0.0/tcp/1");

  private static List<Multiaddr> addresses(String... texts) {
    return Stream.of(texts).map(Multiaddr::parse).toList();
  }

  private static List<String> ranked(List<Multiaddr> own, List<String> texts) {
    List<Candidate> candidates =
        texts.stream()
            .map(text -> new Candidate(Multiaddr.parse(text), new FakeTransport()))
            .toList();
    return new AddressRanking(own)
        .ranked(candidates).stream().map(one -> one.address().toString()).toList();
  }

  private static void assertOrder(List<Multiaddr> own, String... best) {
    List<String> shuffled = new ArrayList<>(List.of(best));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(ranked(own, shuffled)).containsExactly(best);
    }
  }

  @Test
  void prefersQuicThenTcpThenWebSocketsThenRelays() {
    String relay = "/ip4/192.0.2.1/udp/1/quic-v1/p2p/" + TestHosts.peer(1) + "/p2p-circuit";
    assertOrder(
        ANYWHERE,
        "/ip4/192.0.2.1/udp/1/quic-v1",
        "/ip4/192.0.2.1/tcp/1",
        "/ip4/192.0.2.1/tcp/1/ws",
        relay);
    assertOrder(ANYWHERE, "/ip4/192.0.2.1/tcp/1", "/ip4/192.0.2.1/tcp/443/tls/sni/a.b/ws", relay);
  }

  @Test
  void prefersNearAddressesWhereThisHostIs() {
    assertOrder(ANYWHERE, "/ip4/10.1.2.3/tcp/1", "/ip4/192.0.2.1/udp/1/quic-v1");
    assertOrder(ANYWHERE, "/ip6/::1/tcp/1", "/ip6/2001:db8::1/udp/1/quic-v1");
    assertOrder(List.of(), "/ip4/127.0.0.1/tcp/1", "/ip4/192.0.2.1/udp/1/quic-v1");
    assertOrder(
        addresses("/ip4/192.168.1.1/tcp/1"),
        "/ip4/192.168.7.7/tcp/1",
        "/ip4/192.0.2.1/tcp/1",
        "/ip4/127.0.0.1/udp/1/quic-v1");
    assertOrder(
        PUBLIC_HOST, "/ip4/192.0.2.1/tcp/1", "/ip4/127.0.0.1/udp/1/quic-v1", "/ip6/fe80::1/tcp/1");
  }

  @Test
  void letsFamiliesTakeTurns() {
    assertThat(
            ranked(
                PUBLIC_HOST,
                List.of(
                    "/ip4/192.0.2.1/tcp/1",
                    "/ip4/192.0.2.2/tcp/1",
                    "/ip4/192.0.2.3/tcp/1",
                    "/ip6/2001:db8::1/tcp/1",
                    "/ip6/2001:db8::2/tcp/1")))
        .containsExactly(
            "/ip6/2001:db8::1/tcp/1",
            "/ip4/192.0.2.1/tcp/1",
            "/ip6/2001:db8::2/tcp/1",
            "/ip4/192.0.2.2/tcp/1",
            "/ip4/192.0.2.3/tcp/1");
  }
}
