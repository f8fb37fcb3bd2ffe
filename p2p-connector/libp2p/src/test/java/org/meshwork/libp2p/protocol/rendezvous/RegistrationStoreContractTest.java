package org.meshwork.libp2p.protocol.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.rendezvous.RegistrationStore.Outcome;
import org.meshwork.libp2p.protocol.rendezvous.RegistrationStore.Registration;

/** What every store of registrations does. */
abstract class RegistrationStoreContractTest {
  static final Namespace APP = new Namespace("app");
  static final Namespace OTHER = new Namespace("other");
  static final Duration HOUR = Duration.ofHours(1);
  static final int MAX = 6;
  static final int MAX_OF_PEER = 2;
  static final long MAX_BYTES = 100;

  final MockTicker ticker = Ticker.newMockTicker();
  RegistrationStore store;

  /** One with the bounds above. */
  abstract RegistrationStore newStore(Ticker ticker);

  @BeforeEach
  void open() {
    store = newStore(ticker);
  }

  static PeerId peer(int number) {
    return TestHosts.peer(number);
  }

  static Bytes record(int number) {
    return Bytes.of((byte) number);
  }

  Outcome put(int number, Namespace namespace) {
    return store.put(peer(number), namespace, record(number), HOUR);
  }

  List<Bytes> records(Optional<Namespace> namespace, long after, int limit) {
    return store.page(namespace, after, limit).stream().map(Registration::record).toList();
  }

  @Test
  void givesThemInTheirOrderPageByPage() {
    put(1, APP);
    put(2, OTHER);
    put(3, APP);
    put(4, APP);
    assertThat(records(Optional.empty(), 0, 10))
        .containsExactly(record(1), record(2), record(3), record(4));
    List<Registration> page = store.page(Optional.of(APP), 0, 2);
    assertThat(page).extracting(Registration::peer).containsExactly(peer(1), peer(3));
    assertThat(page).extracting(Registration::namespace).containsOnly(APP);
    assertThat(records(Optional.of(APP), page.get(1).number(), 2)).containsExactly(record(4));
    assertThat(records(Optional.of(new Namespace("none")), 0, 2)).isEmpty();
  }

  @Test
  void takesOneInThePlaceOfAnEarlierOne() {
    put(1, APP);
    put(2, APP);
    long last = store.page(Optional.of(APP), 0, 10).get(1).number();
    assertThat(store.put(peer(1), APP, record(9), HOUR)).isEqualTo(Outcome.KEPT);
    assertThat(records(Optional.of(APP), 0, 10)).containsExactly(record(2), record(9));
    assertThat(records(Optional.of(APP), last, 10)).containsExactly(record(9));
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void removesOneOfAPeer() {
    put(1, APP);
    put(1, OTHER);
    put(2, APP);
    store.remove(peer(1), APP);
    store.remove(peer(1), APP);
    store.remove(peer(3), APP);
    assertThat(records(Optional.empty(), 0, 10)).containsExactly(record(1), record(2));
    assertThat(records(Optional.of(APP), 0, 10)).containsExactly(record(2));
  }

  @Test
  void tellsNothingAfterItsTime() {
    put(1, APP);
    ticker.advance(40, TimeUnit.MINUTES);
    put(2, APP);
    assertThat(store.page(Optional.of(APP), 0, 10))
        .extracting(Registration::timeLeft)
        .containsExactly(Duration.ofMinutes(20), HOUR);
    ticker.advance(20, TimeUnit.MINUTES);
    assertThat(records(Optional.of(APP), 0, 10)).containsExactly(record(2));
    assertThat(store.size()).isEqualTo(2);
    store.sweep();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void boundsThoseOfAPeer() {
    put(1, APP);
    put(1, OTHER);
    assertThat(put(1, new Namespace("third"))).isEqualTo(Outcome.TOO_MANY_OF_PEER);
    assertThat(put(1, APP)).as("in the place of one").isEqualTo(Outcome.KEPT);
    ticker.advance(2, TimeUnit.HOURS);
    store.sweep();
    assertThat(put(1, new Namespace("third"))).isEqualTo(Outcome.KEPT);
  }

  @Test
  void boundsAllOfThem() {
    for (int number = 1; number <= MAX; number++) {
      assertThat(put(number, APP)).isEqualTo(Outcome.KEPT);
    }
    assertThat(put(MAX + 1, APP)).isEqualTo(Outcome.FULL);
    assertThat(put(1, APP)).isEqualTo(Outcome.KEPT);
    store.remove(peer(2), APP);
    assertThat(put(MAX + 1, APP)).isEqualTo(Outcome.KEPT);
  }

  @Test
  void boundsTheirBytes() {
    Bytes half = Bytes.of(new byte[(int) MAX_BYTES / 2]);
    assertThat(store.put(peer(1), APP, half, HOUR)).isEqualTo(Outcome.KEPT);
    assertThat(store.put(peer(2), APP, half, HOUR)).isEqualTo(Outcome.KEPT);
    assertThat(put(3, APP)).isEqualTo(Outcome.FULL);
    assertThat(store.put(peer(1), APP, half, HOUR)).isEqualTo(Outcome.KEPT);
    store.remove(peer(1), APP);
    assertThat(put(3, APP)).isEqualTo(Outcome.KEPT);
  }
}
