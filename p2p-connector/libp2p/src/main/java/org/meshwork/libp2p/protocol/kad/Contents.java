package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.store.ProviderStore;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;

/** Says what this node provides, and finds who provides what. On the node's executor. */
final class Contents {
  private final Republishing<Multihash> republishing;
  private final PeerId self;
  private final ProviderStore store;
  private final Queries queries;
  private final PeerRequests requests;
  private final Neighbours neighbours;
  private final EventExecutor executor;
  private final InstantSource clock;
  private final KademliaSettings settings;

  Contents(
      PeerId self,
      ProviderStore store,
      Queries queries,
      PeerRequests requests,
      Neighbours neighbours,
      EventExecutor executor,
      InstantSource clock,
      KademliaSettings settings) {
    this.self = self;
    this.store = store;
    this.queries = queries;
    this.requests = requests;
    this.neighbours = neighbours;
    this.executor = executor;
    this.clock = clock;
    this.settings = settings;
    this.republishing =
        new Republishing<>(
            this::publish,
            executor,
            settings.keeping().republishInterval(),
            settings.keeping().maxPublished());
  }

  Republishing<Multihash> republishing() {
    return republishing;
  }

  /** Takes a provider's word for itself. */
  void keep(Multihash content, KadPeer provider) {
    neighbours.learn(provider.id(), provider.addresses(), settings.keeping().addressAge());
    store.add(content, provider.id(), clock.instant());
  }

  List<KadPeer> providers(Multihash content) {
    return store.of(content, clock.instant()).stream().map(neighbours::describe).toList();
  }

  CompletionStage<Integer> provide(Multihash content) {
    republishing.add(content);
    return publish(content);
  }

  void withdraw(Multihash content) {
    republishing.remove(content);
    store.remove(content, self);
  }

  private CompletionStage<Integer> publish(Multihash content) {
    store.add(content, self, clock.instant());
    return queries.closest(content.encode()).thenCompose(around -> tell(around.peers(), content));
  }

  /** How many have heard it. */
  private CompletionStage<Integer> tell(List<PeerId> peers, Multihash content) {
    KadMessage message = KadMessage.addProvider(content.encode(), neighbours.describe(self));
    List<CompletableFuture<Boolean>> told =
        peers.stream()
            .map(
                peer ->
                    requests
                        .tell(peer, message)
                        .handle((nothing, failure) -> failure == null)
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new))
        .thenApplyAsync(
            all -> (int) told.stream().filter(CompletableFuture::join).count(), executor);
  }

  CompletionStage<List<Contact>> find(Multihash content, int count) {
    Search search = new Search(content, count);
    providers(content).forEach(search::take);
    if (search.isEnough()) {
      return CompletableFuture.completedStage(search.found());
    }
    return queries
        .run(content.encode(), search)
        .handle(
            (around, failure) -> {
              boolean isAlone =
                  failure != null
                      && KademliaFailed.unwrapped(failure) instanceof KademliaFailed failed
                      && failed.reason() == Reason.NO_PEERS;
              if (failure == null || isAlone && !search.providers.isEmpty()) {
                return search.found();
              }
              throw failure instanceof RuntimeException known
                  ? known
                  : new IllegalStateException(failure);
            });
  }

  /** Collects different providers, up to a number. */
  private final class Search implements Query.Purpose {
    private final Map<PeerId, List<Multiaddr>> providers = new LinkedHashMap<>();
    private final Multihash content;
    private final int count;

    Search(Multihash content, int count) {
      this.content = content;
      this.count = count;
    }

    @Override
    public KadMessage request() {
      return KadMessage.getProviders(content.encode());
    }

    @Override
    public boolean answered(PeerId from, KadMessage answer) {
      neighbours.hearsay(answer.providerPeers());
      answer.providerPeers().forEach(this::take);
      return isEnough();
    }

    private void take(KadPeer provider) {
      if (!isEnough() || providers.containsKey(provider.id())) {
        providers.merge(
            provider.id(), provider.addresses(), (old, more) -> old.isEmpty() ? more : old);
      }
    }

    private boolean isEnough() {
      return providers.size() >= count;
    }

    private List<Contact> found() {
      return providers.entrySet().stream()
          .map(provider -> new Contact(provider.getKey(), provider.getValue()))
          .toList();
    }
  }
}
