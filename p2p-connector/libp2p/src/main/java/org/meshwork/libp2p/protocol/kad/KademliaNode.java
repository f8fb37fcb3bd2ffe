package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.peerstore.PeerStore;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.store.ProviderStore;
import org.meshwork.libp2p.protocol.kad.store.RecordStore;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** A node of the hash table, whatever carries its messages. On one executor. */
final class KademliaNode {
  /** Who says where a peer is: so many are believed together, since each may be wrong. */
  private static final int ENOUGH_WITNESSES = 3;

  private final PeerId self;
  private final KademliaSettings settings;
  private final InstantSource clock;
  private final RecordStore records;
  private final ProviderStore providers;
  private final Neighbours neighbours;
  private final Queries queries;
  private final Values values;
  private final Contents contents;
  private final Answers answers;
  private final Upkeep upkeep;

  KademliaNode(
      PeerId self,
      PeerRequests requests,
      PeerStore peerStore,
      EventExecutor executor,
      InstantSource clock,
      RandomGenerator random,
      Validators validators,
      KademliaSettings settings) {
    Key key = Key.of(self);
    KademliaSettings.Keeping keeping = settings.keeping();
    this.self = self;
    this.settings = settings;
    this.clock = clock;
    this.records = new RecordStore(key, keeping.maxValues(), keeping.valueAge());
    this.providers =
        new ProviderStore(
            key, keeping.maxContents(), keeping.maxProviders(), keeping.providerAge());
    this.neighbours = new Neighbours(self, peerStore, requests, executor, settings);
    this.queries = new Queries(key, neighbours, requests, executor, settings);
    this.values =
        new Values(records, validators, queries, requests, neighbours, executor, clock, settings);
    this.contents =
        new Contents(self, providers, queries, requests, neighbours, executor, clock, settings);
    this.answers = new Answers(self, neighbours, values, contents);
    this.upkeep =
        new Upkeep(
            self, queries, requests, neighbours, executor, random, settings, this::doWhatIsDue);
  }

  private void doWhatIsDue() {
    records.removeExpired(clock.instant());
    providers.removeExpired(clock.instant());
    values.republishing().publishDue();
    contents.republishing().publishDue();
  }

  void start() {
    upkeep.start();
  }

  void stop() {
    upkeep.stop();
  }

  Neighbours neighbours() {
    return neighbours;
  }

  RecordStore records() {
    return records;
  }

  ProviderStore providers() {
    return providers;
  }

  Values values() {
    return values;
  }

  Contents contents() {
    return contents;
  }

  Optional<KadMessage> answer(PeerId asker, KadMessage request) {
    return answers.answer(asker, request);
  }

  CompletionStage<Integer> bootstrap(List<Contact> peers) {
    return upkeep.bootstrap(peers);
  }

  CompletionStage<Void> refresh() {
    return upkeep.refresh();
  }

  CompletionStage<Neighbourhood> closest(Bytes key) {
    return queries.closest(key);
  }

  CompletionStage<Contact> findPeer(PeerId peer) {
    if (peer.equals(self) || neighbours.isConnected(peer)) {
      return CompletableFuture.completedStage(
          new Contact(peer, neighbours.describe(peer).addresses()));
    }
    PeerSearch search = new PeerSearch(peer);
    return queries.run(peer.encode(), search).thenApply(around -> search.found());
  }

  private final class PeerSearch implements Query.Purpose {
    private final List<Multiaddr> heard = new ArrayList<>();
    private final PeerId sought;
    private int witnesses;

    PeerSearch(PeerId sought) {
      this.sought = sought;
    }

    @Override
    public KadMessage request() {
      return KadMessage.findNode(sought.encode());
    }

    @Override
    public boolean answered(PeerId from, KadMessage answer) {
      if (from.equals(sought)) {
        heard.addAll(neighbours.addresses(sought));
        return true;
      }
      answer.closerPeers().stream()
          .filter(peer -> peer.id().equals(sought) && !peer.addresses().isEmpty())
          .findFirst()
          .ifPresent(
              peer -> {
                heard.addAll(peer.addresses());
                witnesses++;
              });
      return witnesses >= ENOUGH_WITNESSES;
    }

    private Contact found() {
      if (heard.isEmpty()) {
        throw new KademliaFailed(
            Reason.NOT_FOUND,
            "nobody in " + settings.protocol() + " knows where " + sought + " is");
      }
      return new Contact(sought, heard.stream().distinct().toList());
    }
  }
}
