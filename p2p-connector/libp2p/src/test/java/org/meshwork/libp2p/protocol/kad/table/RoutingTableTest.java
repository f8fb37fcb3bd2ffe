package org.meshwork.libp2p.protocol.kad.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable.Admission;

class RoutingTableTest {
  private static final int K = 4;
  private static final PeerId SELF = RandomKeys.peer(new Random(0));
  private final RoutingTable table = new RoutingTable(Key.of(SELF), K, 2);

  private Admission offer(PeerId peer, long now) {
    return table.offer(peer, Optional.empty(), now);
  }

  /** Peers of one bucket. */
  private static List<PeerId> sharing(int bits, int count) {
    Random random = new Random(bits);
    List<PeerId> found = new ArrayList<>();
    while (found.size() < count) {
      found.add(RandomPeers.sharing(bits, Key.of(SELF), random).orElseThrow());
    }
    return found;
  }

  @Property(tries = 60)
  void knowsExactlyTheClosest(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int peers,
      @ForAll @IntRange(min = 1, max = 30) int count) {
    Random random = new Random(seed);
    PeerId self = RandomKeys.peer(random);
    RoutingTable filled = new RoutingTable(Key.of(self), 20, 2);
    List<PeerId> added =
        RandomKeys.peers(peers, random).stream()
            .filter(peer -> filled.offer(peer, Optional.empty(), 0) == Admission.ADDED)
            .toList();
    assertThat(filled.size()).isEqualTo(added.size());
    for (PeerId target : List.of(self, RandomKeys.peer(random), RandomKeys.peer(random))) {
      Key key = Key.of(target);
      List<PeerId> expected =
          added.stream()
              .sorted(Comparator.comparing((PeerId peer) -> Key.of(peer).distanceTo(key)))
              .limit(count)
              .toList();
      assertThat(filled.closest(key, count)).isEqualTo(expected);
    }
  }

  @Property(tries = 60)
  void holdsNoMoreThanKInABucket(@ForAll long seed, @ForAll @IntRange(max = 300) int peers) {
    Random random = new Random(seed);
    RoutingTable filled = new RoutingTable(Key.of(SELF), K, 2);
    for (PeerId peer : RandomKeys.peers(peers, random)) {
      filled.offer(peer, Optional.empty(), 0);
      if (random.nextInt(4) == 0) {
        filled.closest(Key.of(peer), 1).forEach(filled::failed);
      }
    }
    List<PeerId> all = filled.closest(Key.of(SELF), Integer.MAX_VALUE);
    assertThat(all).doesNotHaveDuplicates().hasSize(filled.size());
    Map<Integer, Long> buckets =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    peer -> Key.of(SELF).sharedBits(Key.of(peer)), Collectors.counting()));
    assertThat(buckets.values()).allMatch(count -> count <= K);
    assertThat(filled.inhabited()).containsExactlyInAnyOrderElementsOf(buckets.keySet());
  }

  @Test
  void putsNobodyOutWhoAnswers() {
    List<PeerId> peers = sharing(1, K + 3);
    peers.forEach(peer -> offer(peer, 1));
    assertThat(table.closest(Key.of(SELF), 100))
        .containsExactlyInAnyOrderElementsOf(peers.subList(0, K));
    assertThat(offer(peers.get(K), 2)).isEqualTo(Admission.WAITING);
    // Once may be chance.
    table.failed(peers.get(0));
    assertThat(table.contains(peers.get(0))).isTrue();
    table.seen(peers.get(0), 3);
    table.failed(peers.get(0));
    assertThat(table.contains(peers.get(0))).isTrue();
    table.failed(peers.get(0));
    assertThat(table.contains(peers.get(0))).isFalse();
    // The one heard of last takes the place.
    assertThat(table.contains(peers.get(K))).isTrue();
    assertThat(table.size()).isEqualTo(K);
  }

  @Test
  void knowsWhoWasNotHeardOfForLongest() {
    List<PeerId> peers = sharing(2, K);
    for (int i = 0; i < K; i++) {
      offer(peers.get(i), i);
    }
    offer(peers.get(0), 10);
    assertThat(table.longestUnheardOf(peers.get(3), seen -> true)).contains(peers.get(1));
    assertThat(table.longestUnheardOf(peers.get(3), seen -> seen < 1)).isEmpty();
    assertThat(table.unheardOf(seen -> seen < 3)).containsExactly(peers.get(1), peers.get(2));
  }

  @Test
  void doesNotKnowItself() {
    assertThat(offer(SELF, 0)).isEqualTo(Admission.SELF);
    assertThat(table.size()).isZero();
    assertThat(table.contains(SELF)).isFalse();
  }

  @Test
  void takesFewOfOneSubnetIntoABucket() {
    Optional<Subnet> subnet = Subnet.of(Multiaddr.parse("/ip4/198.51.100.1/tcp/1"));
    List<PeerId> peers = sharing(1, 4);
    assertThat(table.offer(peers.get(0), subnet, 0)).isEqualTo(Admission.ADDED);
    assertThat(table.offer(peers.get(1), subnet, 0)).isEqualTo(Admission.ADDED);
    assertThat(table.offer(peers.get(2), subnet, 0)).isEqualTo(Admission.CROWDED);
    assertThat(table.offer(peers.get(3), Optional.empty(), 0)).isEqualTo(Admission.ADDED);
    assertThat(table.offer(sharing(2, 1).get(0), subnet, 0)).isEqualTo(Admission.ADDED);
  }

  @ParameterizedTest
  @CsvSource({
    "/ip4/198.51.100.1/tcp/1, c633",
    "/ip6/2001:db8::1/tcp/1, 20010db8",
    "/ip4/10.1.2.3/tcp/1,",
    "/ip4/127.0.0.1/tcp/1,",
    "/ip4/172.20.0.1/tcp/1,",
    "/ip4/192.168.0.1/tcp/1,",
    "/ip4/169.254.0.1/tcp/1,",
    "/ip4/100.64.0.1/tcp/1,",
    "/ip6/fe80::1/tcp/1,",
    "/ip6/fd00::1/tcp/1,",
    "/ip6/::1/tcp/1,",
    "/dns4/example.com/tcp/1,",
    "/memory/7,"
  })
  void knowsSubnetsOfPublicAddresses(String address, String prefix) {
    assertThat(Subnet.of(Multiaddr.parse(address)))
        .isEqualTo(Optional.ofNullable(prefix).map(Bytes::ofHex).map(Subnet::new));
  }
}
