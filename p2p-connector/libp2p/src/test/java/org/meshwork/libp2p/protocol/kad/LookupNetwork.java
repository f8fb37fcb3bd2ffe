package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Routing;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable;

/** Peers that have full tables and no nodes, and lookups among them. */
final class LookupNetwork {
  static final int K = 20;

  final List<PeerId> peers;
  private final Map<PeerId, RoutingTable> tables = new HashMap<>();
  private final Random random;

  LookupNetwork(int size, Random random) {
    this.peers = RandomKeys.peers(size, random);
    this.random = random;
    peers.forEach(peer -> tables.put(peer, table(peer)));
  }

  private RoutingTable table(PeerId peer) {
    RoutingTable table = new RoutingTable(Key.of(peer), K, 2);
    List<PeerId> others = new ArrayList<>(peers);
    Collections.shuffle(others, random);
    others.forEach(other -> table.offer(other, Optional.empty(), 0));
    return table;
  }

  static Routing routing(int alpha, int paths) {
    return new Routing(K, alpha, paths, 2, Duration.ofMinutes(10));
  }

  /** Whom the peer tells of. */
  List<PeerId> known(PeerId peer, Key target) {
    return tables.get(peer).closest(target, K);
  }

  static List<PeerId> closest(Collection<PeerId> peers, Key target) {
    return peers.stream()
        .sorted(Comparator.comparing((PeerId peer) -> Key.of(peer).distanceTo(target)))
        .limit(K)
        .toList();
  }

  /**
   * Runs to the end.
   *
   * @param answers a list, or none for a failure; they come in any order
   * @param asked whom it has asked
   */
  static Neighbourhood run(
      Lookup lookup,
      int alpha,
      Random random,
      Function<PeerId, Optional<List<PeerId>>> answers,
      Set<PeerId> asked) {
    List<PeerId> underWay = new ArrayList<>();
    while (!lookup.isOver()) {
      lookup.next().ifPresent(underWay::add);
      assertThat(underWay).hasSizeLessThanOrEqualTo(alpha).isNotEmpty();
      if (underWay.size() == alpha || random.nextBoolean()) {
        PeerId peer = underWay.remove(random.nextInt(underWay.size()));
        assertThat(asked.add(peer)).as("asked once").isTrue();
        answers
            .apply(peer)
            .ifPresentOrElse(closer -> lookup.answered(peer, closer), () -> lookup.failed(peer));
      }
    }
    return lookup.found(true);
  }

  static Neighbourhood run(
      Lookup lookup, int alpha, Random random, Function<PeerId, Optional<List<PeerId>>> answers) {
    return run(lookup, alpha, random, answers, new HashSet<>());
  }
}
