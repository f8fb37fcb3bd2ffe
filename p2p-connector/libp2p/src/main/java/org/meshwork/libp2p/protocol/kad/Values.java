package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.store.RecordStore;
import org.meshwork.libp2p.protocol.kad.store.StoredValue;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;

/** Puts and gets values, and takes in those of others. On the node's executor. */
final class Values {
  private final Map<Bytes, Bytes> own = new HashMap<>();
  private final Republishing<Bytes> republishing;
  private final RecordStore store;
  private final Validators validators;
  private final Queries queries;
  private final PeerRequests requests;
  private final Neighbours neighbours;
  private final EventExecutor executor;
  private final InstantSource clock;

  Values(
      RecordStore store,
      Validators validators,
      Queries queries,
      PeerRequests requests,
      Neighbours neighbours,
      EventExecutor executor,
      InstantSource clock,
      KademliaSettings settings) {
    this.store = store;
    this.validators = validators;
    this.queries = queries;
    this.requests = requests;
    this.neighbours = neighbours;
    this.executor = executor;
    this.clock = clock;
    this.republishing =
        new Republishing<>(
            this::republish,
            executor,
            settings.keeping().republishInterval(),
            settings.keeping().maxPublished());
  }

  Republishing<Bytes> republishing() {
    return republishing;
  }

  /** What is kept and valid now; a validator may think otherwise of it than when it came. */
  Optional<StoredValue> held(Bytes key) {
    Optional<StoredValue> held = store.get(key, clock.instant());
    if (held.isPresent() && !isValid(key, held.get().value())) {
      store.remove(key);
      return Optional.empty();
    }
    return held;
  }

  private boolean isValid(Bytes key, Bytes value) {
    try {
      validators.validate(key, value);
      return true;
    } catch (InputRefused noMore) {
      return false;
    }
  }

  /**
   * Keeps a value, of whomever.
   *
   * @throws InputRefused if it is not valid
   * @throws KademliaFailed {@code OUTDATED} if a better one is kept
   */
  void keep(Bytes key, Bytes value) {
    validators.validate(key, value);
    requireNothingBetter(key, value);
    store.put(key, value, clock.instant());
  }

  private void requireNothingBetter(Bytes key, Bytes value) {
    if (held(key).filter(held -> validators.isBetter(key, held.value(), value)).isPresent()) {
      throw new KademliaFailed(Reason.OUTDATED, "there is a better value");
    }
  }

  CompletionStage<Integer> put(Bytes key, Bytes value, int quorum) {
    try {
      // Not above the bounds of messages.
      keep(key, new KadRecord(key, value).value());
    } catch (InputRefused refused) {
      throw new KademliaFailed(Reason.VALUE_REFUSED, "no value for this key", refused);
    }
    republishing.add(key);
    own.put(key, value);
    return publish(key, value)
        .thenApply(
            stored -> {
              if (stored < quorum) {
                throw new KademliaFailed(
                    Reason.QUORUM_MISSED, stored + " nodes have taken the value, not " + quorum);
              }
              return stored;
            });
  }

  void forget(Bytes key) {
    own.remove(key);
    republishing.remove(key);
  }

  private CompletionStage<?> republish(Bytes key) {
    Bytes value = own.get(key);
    try {
      keep(key, value);
    } catch (InputRefused | KademliaFailed over) {
      // It is valid no more, or somebody has put a better one: it isn't ours to defend.
      forget(key);
      return CompletableFuture.completedStage(null);
    }
    return publish(key, value);
  }

  private CompletionStage<Integer> publish(Bytes key, Bytes value) {
    return queries.closest(key).thenCompose(around -> store(around.peers(), key, value));
  }

  /** How many have stored it. */
  private CompletionStage<Integer> store(List<PeerId> peers, Bytes key, Bytes value) {
    KadMessage request = KadMessage.putValue(new KadRecord(key, value));
    List<CompletableFuture<Boolean>> stored =
        peers.stream()
            .map(
                peer ->
                    requests
                        .ask(peer, request)
                        .handle((answer, failure) -> isEchoed(value, answer))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(stored.toArray(CompletableFuture<?>[]::new))
        .thenApplyAsync(
            all -> (int) stored.stream().filter(CompletableFuture::join).count(), executor);
  }

  private static boolean isEchoed(Bytes value, KadMessage answer) {
    return answer != null && answer.record().filter(echo -> echo.value().equals(value)).isPresent();
  }

  CompletionStage<FoundValue> get(Bytes key, int quorum) {
    Optional<Bytes> held = held(key).map(StoredValue::value);
    ValueSearch search = new ValueSearch(key, quorum, held, validators, neighbours);
    if (search.isEnough()) {
      return CompletableFuture.completedStage(search.found().orElseThrow());
    }
    return queries
        .run(key, search)
        .exceptionally(failure -> alone(held, failure))
        .thenApply(around -> conclude(key, search, around));
  }

  /** A node that knows nobody has what it has. */
  private static Neighbourhood alone(Optional<Bytes> held, Throwable failure) {
    if (held.isPresent()) {
      return new Neighbourhood(List.of(), 0, 0, false);
    }
    throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private FoundValue conclude(Bytes key, ValueSearch search, Neighbourhood around) {
    FoundValue found =
        search
            .found()
            .orElseThrow(() -> new KademliaFailed(Reason.NOT_FOUND, "no node has a valid value"));
    if (store.get(key, clock.instant()).isPresent()) {
      store.put(key, found.value(), clock.instant());
    }
    // Nobody waits for it.
    store(search.toCorrect(around), key, found.value());
    return found;
  }
}
