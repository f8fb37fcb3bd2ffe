package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.kad.FakeTable.FIRST;
import static org.meshwork.libp2p.protocol.kad.FakeTable.K;
import static org.meshwork.libp2p.protocol.kad.FakeTable.KEY;
import static org.meshwork.libp2p.protocol.kad.FakeTable.NODES;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;

/** Lies about who is closest to a key cost requests, but not the result, in virtual time. */
class InventedPeersTest {
  /** More than are taken from one answer. */
  private static final int INVENTED = 16;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** A fifth of the nodes says that peers whom nobody reaches are the closest. */
  @ParameterizedTest
  @MethodSource("seeds")
  void findsValuesAlthoughPeersInventOthers(long seed) {
    FakeTable table = new FakeTable(seed);
    table.network.get(() -> table.far(KEY).node.values().put(KEY, FIRST, K));
    Random random = new Random(seed);
    for (Member liar : table.members.subList(0, NODES / 5)) {
      liar.lies = request -> Optional.of(inventions(request, random));
    }
    Member getting = table.members.get(NODES - 1);
    assertThat(table.network.get(() -> getting.node.values().get(KEY, 2)).value()).isEqualTo(FIRST);
  }

  private static KadMessage inventions(KadMessage request, Random random) {
    List<KadPeer> invented =
        IntStream.range(0, INVENTED)
            .mapToObj(
                number ->
                    new KadPeer(
                        RandomPeers.sharing(8, Key.of(request.key()), random).orElseThrow(),
                        List.of(Multiaddr.parse("/memory/" + (10_000 + number))),
                        Reachability.CONNECTED))
            .toList();
    return new KadMessage(request.type(), request.key(), Optional.empty(), invented, List.of());
  }
}
