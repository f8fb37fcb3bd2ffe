package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** Starts lookups, each from the closest peers that are known. On the node's executor. */
final class Queries {
  private final Neighbours neighbours;
  private final PeerRequests requests;
  private final EventExecutor executor;
  private final KademliaSettings settings;
  private final Key self;

  /** Of each length of prefix: when a key there was last looked up. */
  private final Map<Integer, Long> lookedUp = new HashMap<>();

  Queries(
      Key self,
      Neighbours neighbours,
      PeerRequests requests,
      EventExecutor executor,
      KademliaSettings settings) {
    this.self = self;
    this.neighbours = neighbours;
    this.requests = requests;
    this.executor = executor;
    this.settings = settings;
  }

  /**
   * The peers closest to the key.
   *
   * @return exceptionally {@link KademliaFailed} {@code NO_PEERS} if none is known
   */
  CompletionStage<Neighbourhood> closest(Bytes key) {
    return closest(key, List.of());
  }

  /**
   * As above.
   *
   * @param also peers to begin with, besides those that are known
   */
  CompletionStage<Neighbourhood> closest(Bytes key, List<PeerId> also) {
    return run(key, new Query.ToTheKey(KadMessage.findNode(key)), also);
  }

  /** As {@link #closest}, until the purpose has got enough. */
  CompletionStage<Neighbourhood> run(Bytes key, Query.Purpose purpose) {
    return run(key, purpose, List.of());
  }

  private CompletionStage<Neighbourhood> run(Bytes key, Query.Purpose purpose, List<PeerId> also) {
    Key target = Key.of(key);
    if (neighbours.table().size() == 0) {
      return CompletableFuture.failedStage(
          new KademliaFailed(Reason.NO_PEERS, "no node of " + settings.protocol() + " is known"));
    }
    lookedUp.put(self.sharedBits(target), now());
    List<PeerId> seeds = new ArrayList<>(neighbours.closest(target));
    seeds.addAll(also);
    Lookup lookup = new Lookup(target, settings.routing(), seeds);
    return new Query(lookup, purpose, requests, neighbours, executor)
        .start(settings.requests().lookupTimeout());
  }

  /** Whether no key with so many bits of this node's was looked up for a refresh interval. */
  boolean isStale(int sharedBits) {
    Long last = lookedUp.get(sharedBits);
    return last == null || now() - last >= settings.routing().refreshInterval().toNanos();
  }

  private long now() {
    return executor.ticker().nanoTime();
  }
}
