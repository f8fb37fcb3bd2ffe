package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** On virtual time. */
class ReservationTableTest {
  private static final HopMessage ANSWER = HopMessage.refusal(RelayStatus.OK);
  private static final Duration TIME = Duration.ofHours(1);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final ReservationTable table =
      new ReservationTable(time.eventLoop(), RelaySettings.DEFAULT.withReservations(4, 2, TIME));

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  @AfterEach
  void close() {
    table.clear();
    time.close();
  }

  private void pass(Duration duration) {
    time.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    time.runScheduledPendingTasks();
  }

  private FakeConnection at(int number, String host) {
    return new FakeConnection(
        number, Multiaddr.parse(host + "/tcp/" + (4_000 + number)), time.eventLoop());
  }

  private boolean put(FakeConnection connection) {
    if (!table.hasRoomFor(connection)) {
      return false;
    }
    table.put(connection, ANSWER);
    return true;
  }

  @Test
  void forgetsReservationsWhenTheirTimeIsOver() {
    assertThat(put(at(1, "/ip4/192.0.2.1"))).isTrue();
    pass(TIME.minusSeconds(1));
    assertThat(table.connection(TestHosts.peer(1))).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(table.connection(TestHosts.peer(1))).isEmpty();
    assertThat(table.size()).isZero();
  }

  @Test
  void countsTheTimeOfARenewedReservationAnew() {
    put(at(1, "/ip4/192.0.2.1"));
    pass(TIME.minusSeconds(1));
    put(at(1, "/ip4/192.0.2.1"));
    pass(TIME.minusSeconds(1));
    assertThat(table.connection(TestHosts.peer(1))).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(table.connection(TestHosts.peer(1))).isEmpty();
  }

  @Test
  void answersTheSameToOneWhoAsksAgainAtOnce() {
    assertThat(table.recent(TestHosts.peer(1))).isEmpty();
    put(at(1, "/ip4/192.0.2.1"));
    pass(Duration.ofSeconds(9));
    assertThat(table.recent(TestHosts.peer(1))).contains(ANSWER);
    pass(Duration.ofSeconds(1));
    assertThat(table.recent(TestHosts.peer(1))).isEmpty();
  }

  @Test
  void hasRoomForSoManyPeers() {
    for (int number = 1; number <= 4; number++) {
      assertThat(put(at(number, "/ip4/192.0.2." + number))).isTrue();
    }
    assertThat(put(at(5, "/ip4/192.0.2.5"))).isFalse();
    assertThat(put(at(4, "/ip4/192.0.2.4"))).as("renews").isTrue();
    table.remove(TestHosts.peer(4));
    assertThat(put(at(5, "/ip4/192.0.2.5"))).isTrue();
  }

  @Test
  void hasRoomForSoManyPeersOfANetwork() {
    assertThat(put(at(1, "/ip4/192.0.2.1"))).isTrue();
    assertThat(put(at(2, "/ip4/192.0.2.1"))).isTrue();
    assertThat(put(at(3, "/ip4/192.0.2.1"))).isFalse();
    assertThat(put(at(2, "/ip4/192.0.2.1"))).as("renews").isTrue();
    assertThat(put(at(3, "/ip4/192.0.2.2"))).isTrue();
    pass(TIME);
    assertThat(put(at(3, "/ip4/192.0.2.1"))).isTrue();
    assertThat(put(at(4, "/ip4/192.0.2.1"))).isTrue();
  }

  @Test
  void takesPeersOfASlash64ForOneNetwork() {
    assertThat(put(at(1, "/ip6/2001:db8::1"))).isTrue();
    assertThat(put(at(2, "/ip6/2001:db8::2"))).isTrue();
    assertThat(put(at(3, "/ip6/2001:db8::3"))).isFalse();
    assertThat(put(at(3, "/ip6/2001:db8:0:1::3"))).isTrue();
  }
}
