package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * The policy: what to say to whom. Knows peers and RPCs; streams are {@link Links}' matter. On the
 * host's executor.
 */
final class Router {
  /** As the specification recommends: 5 minutes at a heartbeat of a second. */
  private static final int DIRECT_PEER_HEARTBEATS = 300;

  /** What no good peer does even once. */
  private static final int VIOLATION = 4;

  private final Set<Topic> topics = new LinkedHashSet<>();
  private final EventExecutor executor;
  private final GossipSubSettings settings;
  private final Surroundings surroundings;
  private final PeerTable peers;
  private final PeerScores scores;
  private final SeenMessages seen;
  private final PeerExchange exchange;
  private final Mesh mesh;
  private final MeshUpkeep upkeep;
  private final Gossip gossip;
  private final Publishing publishing;
  private final Validations validations;
  private final Receiving receiving;
  private long heartbeats;

  Router(
      PeerId self,
      EventExecutor executor,
      RandomGenerator random,
      GossipSubSettings settings,
      Surroundings surroundings,
      BiFunction<PeerId, List<Multiaddr>, CompletionStage<?>> dialer) {
    LongSupplier nanos = executor.ticker()::nanoTime;
    this.executor = executor;
    this.settings = settings;
    this.surroundings = surroundings;
    this.peers = new PeerTable(random);
    this.scores = new PeerScores(settings.scores(), surroundings.applicationScores(), nanos);
    this.seen = new SeenMessages(settings.bounds());
    this.exchange =
        new PeerExchange(settings, peers, scores, surroundings.records(), dialer, executor);
    this.mesh = new Mesh(settings, peers, scores, exchange, nanos);
    this.upkeep = new MeshUpkeep(mesh, settings, peers, scores);
    this.gossip = new Gossip(settings, peers, scores, seen, mesh, random, nanos);
    this.publishing = new Publishing(settings, peers, scores, mesh, seen, gossip, nanos);
    this.validations = new Validations(executor, settings.bounds());
    this.receiving =
        new Receiving(
            self,
            settings,
            surroundings.messageIds(),
            scores,
            seen,
            gossip,
            publishing,
            validations,
            nanos);
  }

  Validations validations() {
    return validations;
  }

  /** The peer is there; nothing can be sent yet. */
  Peer connected(PeerId id, PeerKind kind, boolean isOutbound, Optional<String> place) {
    Peer peer =
        new Peer(id, kind, isOutbound, settings.directPeers().containsKey(id), this::queueOf);
    peers.add(peer);
    scores.connected(id, place);
    return peer;
  }

  private RpcQueue queueOf(Peer peer) {
    return new RpcQueue(executor, settings.bounds(), peer::refuses, () -> scores.wasSlow(peer.id));
  }

  /** The peer can be sent RPCs from now on, and knows nothing yet. */
  void attached(Peer peer, Stream outbound) {
    peer.queue.attach(outbound);
    topics.forEach(topic -> announce(peer, new Subscription(topic, true)));
  }

  private static void announce(Peer peer, Subscription subscription) {
    peer.queue.urgentField(RpcFields.subscription(subscription));
  }

  /** The peer can't be sent anything for now; what it sends is still heard. */
  void detached(Peer peer) {
    peer.queue.detach();
    mesh.dropEverywhere(peer);
    publishing.gone(peer);
  }

  /** The peer has gone. */
  void disconnected(Peer peer) {
    detached(peer);
    peers.remove(peer);
    gossip.gone(peer.id);
    scores.disconnected(peer.id);
  }

  /** The peer has sent what is no RPC. */
  void violated(Peer peer) {
    scores.misbehaved(peer.id, VIOLATION);
  }

  void heard(Peer peer, Rpc rpc) {
    if (!peer.isDirect && scores.score(peer.id) < settings.thresholds().graylist()) {
      return;
    }
    takeSubscriptions(peer, rpc.subscriptions());
    rpc.messages().forEach(message -> receiving.receive(peer, message));
    gossip.advertised(peer, rpc.advertisements());
    gossip.wanted(peer, rpc.wanted());
    mesh.grafted(peer, rpc.grafted());
    rpc.pruned().forEach(prune -> mesh.pruned(peer, prune));
    gossip.refused(peer, rpc.unwanted());
  }

  private void takeSubscriptions(Peer peer, List<Subscription> subscriptions) {
    boolean isTooMuch = false;
    for (Subscription subscription : subscriptions) {
      if (!subscription.isWanted()) {
        peers.unsubscribed(peer, subscription.topic());
        mesh.drop(subscription.topic(), peer);
      } else if (peer.topics.size() < settings.bounds().maxTopicsPerPeer()
          || peer.topics.contains(subscription.topic())) {
        peers.subscribed(peer, subscription.topic());
        graftIfNeeded(peer, subscription.topic());
      } else {
        isTooMuch = true;
      }
    }
    if (isTooMuch) {
      scores.misbehaved(peer.id, 1);
    }
  }

  /** A small mesh does not wait for the heartbeat. */
  private void graftIfNeeded(Peer peer, Topic topic) {
    boolean isSmall = mesh.has(topic) && mesh.of(topic).size() < settings.mesh().low();
    if (isSmall && mesh.mayGraft(topic).test(peer)) {
      mesh.graft(topic, peer);
    }
  }

  /**
   * @throws ConnectionFailed {@code TOO_MUCH} at the bound on topics
   */
  void subscribe(Topic topic, MessageListener listener) {
    if (!topics.contains(topic) && topics.size() >= settings.bounds().maxTopics()) {
      throw new ConnectionFailed(Reason.TOO_MUCH, "subscribed to " + topics.size() + " topics");
    }
    receiving.listen(topic, listener);
    if (topics.add(topic)) {
      peers.all().forEach(peer -> announceIfAttached(peer, new Subscription(topic, true)));
      mesh.join(topic, publishing.takeFanout(topic));
    }
  }

  private static void announceIfAttached(Peer peer, Subscription subscription) {
    // Who is attached later is told of all topics then.
    if (peer.queue.isAttached()) {
      announce(peer, subscription);
    }
  }

  void unsubscribe(Topic topic) {
    receiving.stopListening(topic);
    if (topics.remove(topic)) {
      mesh.leave(topic);
      peers.all().forEach(peer -> announceIfAttached(peer, new Subscription(topic, false)));
    }
  }

  Published publish(PubSubMessage message) {
    return publishing.publish(surroundings.messageIds().of(message), message);
  }

  Set<Topic> topics() {
    return Set.copyOf(topics);
  }

  Set<PeerId> peers(Topic topic) {
    return ids(peers.in(topic));
  }

  Set<PeerId> mesh(Topic topic) {
    return ids(mesh.of(topic));
  }

  private static Set<PeerId> ids(Set<Peer> some) {
    Set<PeerId> ids = new LinkedHashSet<>();
    some.forEach(peer -> ids.add(peer.id));
    return ids;
  }

  double score(PeerId peer) {
    return scores.score(peer);
  }

  void heartbeat() {
    heartbeats++;
    scores.refresh();
    gossip.punishBrokenPromises();
    peers.all().forEach(peer -> peer.heartbeat(heartbeats));
    for (Topic topic : new ArrayList<>(mesh.topics())) {
      upkeep.keepUp(topic, heartbeats);
      gossip.tell(topic, mesh.of(topic));
    }
    publishing.heartbeat();
    gossip.shift(heartbeats);
    seen.forgetPast(executor.ticker().nanoTime());
    mesh.forgetBackoffs();
    if (heartbeats % DIRECT_PEER_HEARTBEATS == 1) {
      connectDirectPeers();
    }
  }

  private void connectDirectPeers() {
    settings
        .directPeers()
        .forEach(
            (peer, addresses) -> {
              if (peers.find(peer).isEmpty()) {
                exchange.dial(peer, addresses);
              }
            });
  }
}
