package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Multiaddr;

class CandidateAddressesTest {
  private final CandidateAddresses candidates = new CandidateAddresses(false);

  private static List<Multiaddr> parse(String... addresses) {
    return Stream.of(addresses).map(Multiaddr::parse).toList();
  }

  @Test
  void takesPublicPlacesAsTheyAre() {
    List<Multiaddr> listening = parse("/ip4/1.1.1.1/tcp/4001", "/ip6/2606::1/udp/4001/quic-v1");
    assertThat(candidates.of(listening, parse("/ip4/2.2.2.2/tcp/5"))).isEqualTo(listening);
  }

  @Test
  void putsWhatMostPeersSeeInPlaceOfPrivateAndUnspecifiedOnes() {
    List<Multiaddr> listening =
        parse("/ip4/0.0.0.0/tcp/4001", "/ip4/192.168.0.2/udp/4001/quic-v1", "/ip6/::/tcp/4001");
    List<Multiaddr> observed =
        parse(
            "/ip4/5.5.5.5/tcp/50000",
            "/ip4/2.2.2.2/tcp/50001",
            "/ip4/2.2.2.2/tcp/50002",
            "/ip4/10.0.0.1/tcp/1",
            "/ip4/10.0.0.1/tcp/1",
            "/ip4/10.0.0.1/tcp/1");
    assertThat(candidates.of(listening, observed))
        .isEqualTo(parse("/ip4/2.2.2.2/tcp/4001", "/ip4/2.2.2.2/udp/4001/quic-v1"));
  }

  @Test
  void whoListensAtAnyIp6AddressTakesIp4AsWell() {
    assertThat(
            candidates.of(
                parse("/ip6/::/tcp/4001", "/ip6/fe80::1/tcp/4002"),
                parse("/ip4/2.2.2.2/tcp/50001", "/ip6/2606::1/tcp/50002")))
        .isEqualTo(
            parse("/ip6/2606::1/tcp/4001", "/ip4/2.2.2.2/tcp/4001", "/ip6/2606::1/tcp/4002"));
  }

  @Test
  void leavesOutWhatLeadsNowhere() {
    assertThat(candidates.of(parse("/memory/1", "/ip4/127.0.0.1/tcp/1"), List.of())).isEmpty();
  }

  @Test
  void isBounded() {
    List<Multiaddr> listening =
        IntStream.range(1, 100)
            .mapToObj(port -> Multiaddr.parse("/ip4/1.1.1.1/tcp/" + port))
            .toList();
    assertThat(candidates.of(listening, List.of())).hasSize(CandidateAddresses.MAX);
  }
}
