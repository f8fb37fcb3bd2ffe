package org.meshwork.libp2p.protocol.gossipsub;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.ProposedPeer;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * The peers that messages of each topic are exchanged with, and how peers come into it and leave it
 * (GRAFT and PRUNE). {@link MeshUpkeep} looks after it.
 */
final class Mesh {
  private static final System.Logger LOG = System.getLogger(Mesh.class.getName());

  private final Map<Topic, Set<Peer>> members = new LinkedHashMap<>();
  private final Backoffs backoffs;
  private final GossipSubSettings settings;
  private final PeerTable peers;
  private final PeerScores scores;
  private final PeerExchange exchange;
  private final LongSupplier nanos;

  Mesh(
      GossipSubSettings settings,
      PeerTable peers,
      PeerScores scores,
      PeerExchange exchange,
      LongSupplier nanos) {
    this.settings = settings;
    this.peers = peers;
    this.scores = scores;
    this.exchange = exchange;
    this.nanos = nanos;
    this.backoffs =
        new Backoffs(settings.bounds().maxBackoffs(), settings.mesh().heartbeat().multipliedBy(2));
  }

  Set<Topic> topics() {
    return Collections.unmodifiableSet(members.keySet());
  }

  boolean has(Topic topic) {
    return members.containsKey(topic);
  }

  /** Empty if this side has not subscribed. */
  Set<Peer> of(Topic topic) {
    return Collections.unmodifiableSet(members.getOrDefault(topic, Set.of()));
  }

  /**
   * This side has subscribed.
   *
   * @param preferred peers that it has published to so far
   */
  void join(Topic topic, Collection<Peer> preferred) {
    members.put(topic, new LinkedHashSet<>());
    preferred.stream()
        .filter(mayGraft(topic))
        .limit(settings.mesh().degree())
        .toList()
        .forEach(peer -> graft(topic, peer));
    fill(topic);
  }

  /** Up to the degree that is aimed at. */
  void fill(Topic topic) {
    int missing = settings.mesh().degree() - of(topic).size();
    peers.some(topic, missing, mayGraft(topic)).forEach(peer -> graft(topic, peer));
  }

  /** Whether this side may take the peer into the mesh. */
  Predicate<Peer> mayGraft(Topic topic) {
    Set<Peer> now = of(topic);
    long time = nanos.getAsLong();
    return peer ->
        peer.isMeshable()
            && peer.topics.contains(topic)
            && !now.contains(peer)
            && !backoffs.holdsUs(topic, peer.id, time)
            && scores.score(peer.id) >= 0;
  }

  void graft(Topic topic, Peer peer) {
    admit(topic, peer);
    peer.queue.urgentControl(RpcFields.graft(topic));
  }

  private void admit(Topic topic, Peer peer) {
    members.get(topic).add(peer);
    scores.grafted(peer.id, topic);
  }

  /** This side has unsubscribed. */
  void leave(Topic topic) {
    Duration backoff = settings.prune().unsubscribeBackoff();
    List.copyOf(of(topic)).forEach(peer -> prune(topic, peer, backoff, false));
    members.remove(topic);
  }

  /**
   * Leaves the peer out, and tells it.
   *
   * @param isProposing whether it is told of others
   */
  void prune(Topic topic, Peer peer, boolean isProposing) {
    prune(topic, peer, settings.prune().backoff(), isProposing);
  }

  private void prune(Topic topic, Peer peer, Duration backoff, boolean isProposing) {
    drop(topic, peer);
    backoffs.add(topic, peer.id, backoff, nanos.getAsLong());
    sendPrune(topic, peer, backoff, isProposing);
  }

  private void sendPrune(Topic topic, Peer peer, Duration backoff, boolean isProposing) {
    if (!peer.kind.hasMesh()) {
      return;
    }
    boolean isNew = peer.kind.takesProposals();
    List<ProposedPeer> proposed =
        isNew && isProposing ? exchange.proposals(topic, peer) : List.of();
    peer.queue.urgentControl(
        RpcFields.prune(
            new Prune(topic, proposed, isNew ? Optional.of(backoff) : Optional.empty())));
  }

  /** The peer is in the topic's mesh no more, and knows it. */
  void drop(Topic topic, Peer peer) {
    if (members.getOrDefault(topic, Set.of()).contains(peer)) {
      members.get(topic).remove(peer);
      scores.pruned(peer.id, topic);
    }
  }

  /** The peer can't be told anything any more. */
  void dropEverywhere(Peer peer) {
    List.copyOf(members.keySet()).forEach(topic -> drop(topic, peer));
  }

  /** The peer has taken this side into its mesh. */
  void grafted(Peer peer, Collection<Topic> topics) {
    Set<Topic> ours = new LinkedHashSet<>(topics);
    // Unknown topics get no answer, so that nobody makes this side talk (1.1, "Spam Protection").
    ours.retainAll(members.keySet());
    ours.stream()
        .filter(topic -> !of(topic).contains(peer))
        .forEach(topic -> answerGraft(peer, topic));
  }

  private void answerGraft(Peer peer, Topic topic) {
    long left = backoffs.leftNanos(topic, peer.id, nanos.getAsLong());
    if (peer.isDirect) {
      LOG.log(Level.WARNING, "the direct peer {0} grafts: the agreement is not mutual", peer);
      prune(topic, peer, false);
    } else if (left > 0) {
      penaliseEarlyGraft(peer, left);
      prune(topic, peer, false);
    } else if (!peer.kind.hasMesh() || scores.score(peer.id) < 0) {
      prune(topic, peer, false);
    } else if (of(topic).size() >= settings.mesh().high() && !peer.isOutbound) {
      prune(topic, peer, true);
    } else {
      admit(topic, peer);
    }
  }

  private void penaliseEarlyGraft(Peer peer, long leftNanos) {
    PruneSettings prune = settings.prune();
    boolean isFlood = leftNanos > prune.backoff().minus(prune.floodTime()).toNanos();
    scores.misbehaved(peer.id, isFlood ? 2 : 1);
  }

  /** The peer has left this side out of its mesh. */
  void pruned(Peer peer, Prune prune) {
    if (!has(prune.topic())) {
      return;
    }
    drop(prune.topic(), peer);
    Duration asked = prune.backoff().orElse(settings.prune().backoff());
    Duration most = settings.prune().maxBackoff();
    backoffs.add(
        prune.topic(), peer.id, asked.compareTo(most) > 0 ? most : asked, nanos.getAsLong());
    exchange.proposed(peer, prune.peers());
  }

  void forgetBackoffs() {
    backoffs.forgetPast(nanos.getAsLong());
  }
}
