package org.meshwork.libp2p.protocol.kad.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;

class StoresTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration AGE = Duration.ofHours(48);
  private static final Key SELF = Key.of(Bytes.utf8("self"));
  private static final Bytes KEY = Bytes.utf8("key");
  private static final Bytes VALUE = Bytes.utf8("value");
  private static final Multihash CONTENT = HashFunction.SHA2_256.hash(Bytes.utf8("content"));

  private final RecordStore records = new RecordStore(SELF, 10, AGE);
  private final ProviderStore providers = new ProviderStore(SELF, 10, 3, AGE);
  private final List<PeerId> peers = RandomKeys.peers(6, new Random(3));

  @Test
  void keepsValuesUntilTheyAreTooOld() {
    records.put(KEY, VALUE, START);
    Instant last = START.plus(AGE).minusNanos(1);
    assertThat(records.get(KEY, last)).contains(new StoredValue(VALUE, START));
    assertThat(records.get(KEY, last.plusNanos(1))).isEmpty();
    records.removeExpired(last);
    assertThat(records.size()).isEqualTo(1);
    records.removeExpired(last.plusNanos(1));
    assertThat(records.size()).isZero();
  }

  @Test
  void keepsTheNearestValuesWhenItIsFull() {
    List<Bytes> keys = IntStream.range(0, 100).mapToObj(i -> Bytes.utf8("key " + i)).toList();
    keys.forEach(key -> records.put(key, VALUE, START));
    List<Bytes> kept = keys.stream().filter(key -> records.get(key, START).isPresent()).toList();
    assertThat(kept)
        .containsExactlyInAnyOrderElementsOf(
            keys.stream()
                .sorted(Comparator.comparing((Bytes key) -> SELF.distanceTo(Key.of(key))))
                .limit(10)
                .toList());
    assertThat(records.put(kept.get(0), Bytes.utf8("other"), START)).isTrue();
    assertThat(records.size()).isEqualTo(10);
  }

  @Test
  void keepsProvidersUntilTheyAreTooOld() {
    providers.add(CONTENT, peers.get(0), START);
    providers.add(CONTENT, peers.get(1), START.plusSeconds(10));
    assertThat(providers.of(CONTENT, START.plusSeconds(10)))
        .containsExactly(peers.get(1), peers.get(0));
    assertThat(providers.of(CONTENT, START.plus(AGE))).containsExactly(peers.get(1));
    providers.add(CONTENT, peers.get(0), START.plusSeconds(20));
    assertThat(providers.of(CONTENT, START.plus(AGE).plusSeconds(15)))
        .containsExactly(peers.get(0));
    providers.removeExpired(START.plus(AGE).plusSeconds(20));
    assertThat(providers.size()).isZero();
  }

  @Test
  void keepsTheProvidersThatSaidSoLast() {
    peers.forEach(peer -> providers.add(CONTENT, peer, START));
    assertThat(providers.of(CONTENT, START))
        .containsExactly(peers.get(5), peers.get(4), peers.get(3));
    providers.remove(CONTENT, peers.get(4));
    assertThat(providers.of(CONTENT, START)).containsExactly(peers.get(5), peers.get(3));
  }

  @Test
  void keepsTheNearestContentsWhenItIsFull() {
    for (int i = 0; i < 100; i++) {
      providers.add(HashFunction.SHA2_256.hash(Bytes.utf8("c " + i)), peers.get(0), START);
    }
    assertThat(providers.size()).isEqualTo(10);
  }
}
