package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.Advertisement;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * Tells of messages, asks for them, sends those that are asked for, and none that are refused:
 * IHAVE, IWANT and IDONTWANT.
 */
final class Gossip {
  private final MessageCache cache;
  private final Promises promises;
  private final GossipSettings settings;
  private final double threshold;
  private final PeerTable peers;
  private final PeerScores scores;
  private final SeenMessages seen;
  private final Mesh mesh;
  private final LongSupplier nanos;
  private long heartbeats;

  Gossip(
      GossipSubSettings settings,
      PeerTable peers,
      PeerScores scores,
      SeenMessages seen,
      Mesh mesh,
      RandomGenerator random,
      LongSupplier nanos) {
    this.settings = settings.gossip();
    this.threshold = settings.thresholds().gossip();
    this.cache = new MessageCache(this.settings, settings.bounds().maxCachedBytes());
    this.promises = new Promises(random, this.settings);
    this.peers = peers;
    this.scores = scores;
    this.seen = seen;
    this.mesh = mesh;
    this.nanos = nanos;
  }

  private boolean isHeard(Peer peer) {
    return peer.isDirect || scores.score(peer.id) >= threshold;
  }

  /** Keeps a message for those who will ask. */
  void keep(MessageId id, Topic topic, Bytes field) {
    cache.put(id, topic, field);
  }

  /** The message has come, or is no promise to be kept. */
  void fulfilled(MessageId id) {
    promises.fulfil(id);
  }

  void gone(PeerId peer) {
    promises.forget(peer);
  }

  /** The peer tells of messages: asks for those that are not known. */
  void advertised(Peer peer, List<Advertisement> advertisements) {
    if (advertisements.isEmpty() || !isHeard(peer)) {
      return;
    }
    peer.advertisements++;
    int room = settings.maxIds() - peer.idsAskedOfIt;
    if (peer.advertisements > settings.maxAdvertisements() || room <= 0) {
      return;
    }
    List<MessageId> unknown = unknown(advertisements);
    if (unknown.isEmpty()) {
      return;
    }
    peers.shuffle(unknown);
    List<MessageId> asked = unknown.subList(0, Math.min(room, unknown.size()));
    peer.idsAskedOfIt += asked.size();
    promises.add(peer.id, asked, nanos.getAsLong());
    RpcFields.requests(asked).forEach(peer.queue::urgentControl);
  }

  private List<MessageId> unknown(List<Advertisement> advertisements) {
    Set<MessageId> found = new LinkedHashSet<>();
    advertisements.stream()
        .filter(advertisement -> mesh.has(advertisement.topic()))
        .flatMap(advertisement -> advertisement.ids().stream())
        .limit(settings.maxIds())
        .filter(id -> !seen.has(id))
        .forEach(found::add);
    return new ArrayList<>(found);
  }

  /** The peer asks for messages: sends those that are there, a few times at most. */
  void wanted(Peer peer, Collection<MessageId> ids) {
    if (ids.isEmpty() || !isHeard(peer)) {
      return;
    }
    Set<MessageId> distinct = new LinkedHashSet<>(ids);
    int room = settings.maxIds() - peer.idsItAskedFor;
    peer.idsItAskedFor += Math.min(ids.size(), Math.max(room, 0));
    distinct.stream()
        .limit(Math.max(room, 0))
        .forEach(id -> cache.sendTo(peer.id, id).ifPresent(field -> peer.queue.message(id, field)));
  }

  /** The peer need not be sent these. */
  void refused(Peer peer, List<MessageId> ids) {
    int room = Math.max(settings.maxIds() - peer.idsItRefused, 0);
    List<MessageId> taken = ids.subList(0, Math.min(room, ids.size()));
    peer.idsItRefused += taken.size();
    taken.forEach(id -> peer.refuse(id, heartbeats + settings.refusalHeartbeats()));
  }

  /** Tells the peers of the mesh that they need not send a large message that has come. */
  void refuse(Topic topic, MessageId id, int bytes, PeerId sender) {
    if (bytes < settings.refusalBytes()) {
      return;
    }
    List<Bytes> refusal = RpcFields.refusals(List.of(id));
    for (Peer peer : mesh.of(topic)) {
      if (peer.kind.takesRefusals() && !peer.id.equals(sender)) {
        refusal.forEach(peer.queue::urgentControl);
      }
    }
  }

  /** Penalises those who have not sent what they told of. */
  void punishBrokenPromises() {
    promises.takeBroken(nanos.getAsLong()).forEach(peer -> scores.misbehaved(peer, 1));
  }

  /**
   * Tells some peers of the topic's recent messages.
   *
   * @param except who has been sent them
   */
  void tell(Topic topic, Set<Peer> except) {
    List<MessageId> ids = cache.recent(topic);
    if (ids.isEmpty()) {
      return;
    }
    List<Peer> others =
        peers.shuffled(topic, peer -> peer.isMeshable() && !except.contains(peer) && isHeard(peer));
    int count = Math.max(settings.lazy(), (int) (settings.factor() * others.size()));
    Optional<List<Bytes>> forAll =
        ids.size() <= settings.maxIds()
            ? Optional.of(RpcFields.advertisements(topic, ids))
            : Optional.empty();
    others.stream()
        .limit(count)
        .forEach(peer -> forAll.orElseGet(() -> someOf(topic, ids)).forEach(peer.queue::gossip));
  }

  /** Each peer is told of others, so that all are told of. */
  private List<Bytes> someOf(Topic topic, List<MessageId> ids) {
    peers.shuffle(ids);
    return RpcFields.advertisements(topic, ids.subList(0, settings.maxIds()));
  }

  /** The end of a heartbeat. */
  void shift(long number) {
    heartbeats = number;
    cache.shift();
  }
}
