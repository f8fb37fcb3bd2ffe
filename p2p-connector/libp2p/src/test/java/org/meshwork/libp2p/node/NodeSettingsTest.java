package org.meshwork.libp2p.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.dcutr.DcutrSettings;
import org.meshwork.libp2p.protocol.relay.CircuitSettings;
import org.meshwork.libp2p.protocol.rendezvous.Namespace;
import org.meshwork.libp2p.security.pnet.PreSharedKey;

class NodeSettingsTest {
  private static void assertRefuses(Runnable making, String name) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void byDefaultNobodyIsServedAndNothingListenedAt() {
    NodeSettings settings = NodeSettings.DEFAULT;
    assertThat(settings.listen()).isEmpty();
    assertThat(settings.services().autonat()).isEqualTo(Serving.NEVER);
    assertThat(settings.services().relay()).isEqualTo(Serving.NEVER);
    assertThat(settings.services().meetings()).isEqualTo(Serving.NEVER);
    assertThat(settings.finding().links()).isEmpty();
    assertThat(settings.hashTable().orElseThrow().serving()).isEqualTo(Serving.WHEN_PUBLIC);
  }

  @Test
  void refusesWhatCanNotBe() {
    assertRefuses(() -> NodeSettings.DEFAULT.withWays(Set.of()), "ways");
    PreSharedKey key = new PreSharedKey(Bytes.ofHex("5eed".repeat(16)));
    NodeSettings hidden = NodeSettings.DEFAULT.withNetwork(key);
    assertThat(hidden.ways()).containsExactly(Way.TCP);
    assertRefuses(() -> hidden.withWays(Set.of(Way.QUIC)), "QUIC");
    assertRefuses(
        () -> Reaching.DEFAULT.withoutRelays().withHoles(Optional.of(DcutrSettings.DEFAULT)),
        "holes");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertRefuses(() -> relays(List.of("/ip4/1.2.3.4/tcp/1"), 1, 1_000), "relays");
    assertRefuses(() -> relays(List.of(), 17, 1_000), "reservations");
    assertRefuses(() -> Finding.DEFAULT.withInterval(Duration.ZERO), "interval");
    assertRefuses(() -> Finding.DEFAULT.withEnough(0), "enough");
    assertRefuses(
        () -> Finding.DEFAULT.withKept(List.of(Multiaddr.parse("/ip4/1.2.3.4/tcp/1"))), "kept");
    assertRefuses(() -> new Meeting(new Namespace("x"), List.of()), "points");
    assertRefuses(() -> relays(List.of(), -1, 1_000), "reservations");
    assertRefuses(() -> relays(List.of(), 1, 99), "patience");
    assertRefuses(
        () ->
            new Reaching(
                Set.of(),
                Reaching.DEFAULT.watch(),
                Duration.ofMillis(9),
                Optional.empty(),
                Optional.empty()),
        "probeTime");
  }

  private static RelayUse relays(List<String> relays, int reservations, long patienceMillis) {
    return new RelayUse(
        CircuitSettings.DEFAULT,
        relays.stream().map(Multiaddr::parse).toList(),
        reservations,
        true,
        Duration.ofMillis(patienceMillis));
  }
}
