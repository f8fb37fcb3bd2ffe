package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** One lookup: asks peer after peer, until it is over or enough is known. On the executor. */
final class Query {
  private static final System.Logger LOG = System.getLogger(Query.class.getName());

  /** What the peers on the way are asked for. */
  interface Purpose {
    KadMessage request();

    /** Whether enough is known now. */
    boolean answered(PeerId from, KadMessage answer);
  }

  /** To find the way, and nothing else. */
  record ToTheKey(KadMessage request) implements Purpose {
    @Override
    public boolean answered(PeerId from, KadMessage answer) {
      return false;
    }
  }

  private final Lookup lookup;
  private final Purpose purpose;
  private final PeerRequests requests;
  private final Neighbours neighbours;
  private final EventExecutor executor;
  private final CompletableFuture<Neighbourhood> result = new CompletableFuture<>();

  Query(
      Lookup lookup,
      Purpose purpose,
      PeerRequests requests,
      Neighbours neighbours,
      EventExecutor executor) {
    this.lookup = lookup;
    this.purpose = purpose;
    this.requests = requests;
    this.neighbours = neighbours;
    this.executor = executor;
  }

  /** Completes on the executor. */
  CompletionStage<Neighbourhood> start(Duration timeout) {
    Future<?> timer =
        executor.schedule(() -> finish(false), timeout.toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete((found, failure) -> timer.cancel(false));
    goOn();
    return result;
  }

  private void finish(boolean isWhole) {
    result.complete(lookup.found(isWhole));
  }

  private void goOn() {
    if (result.isDone()) {
      return;
    }
    for (Optional<PeerId> next = lookup.next(); next.isPresent(); next = lookup.next()) {
      ask(next.get());
    }
    if (lookup.isOver()) {
      finish(true);
    }
  }

  private void ask(PeerId peer) {
    requests
        .ask(peer, purpose.request())
        .whenCompleteAsync((answer, failure) -> settle(peer, answer, failure), executor);
  }

  private void settle(PeerId peer, KadMessage answer, Throwable failure) {
    try {
      if (failure == null) {
        answered(peer, answer);
      } else {
        LOG.log(Level.DEBUG, () -> "no answer from " + peer, failure);
        neighbours.failed(peer);
        lookup.failed(peer);
      }
      goOn();
    } catch (RuntimeException thrown) {
      // A validator's; without this nobody would hear of it.
      result.completeExceptionally(thrown);
    }
  }

  private void answered(PeerId peer, KadMessage answer) {
    neighbours.answered(peer);
    lookup.answered(peer, neighbours.hearsay(answer.closerPeers()));
    if (!result.isDone() && purpose.answered(peer, answer)) {
      finish(false);
    }
  }
}
