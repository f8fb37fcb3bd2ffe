package org.meshwork.libp2p.protocol.gossipsub;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Sends own messages, and passes on those of others. */
final class Publishing {
  private static final class Fanout {
    final Set<Peer> peers = new LinkedHashSet<>();
    long publishedNanos;
  }

  private final Map<Topic, Fanout> fanouts = new LinkedHashMap<>();
  private final GossipSubSettings settings;
  private final PeerTable peers;
  private final PeerScores scores;
  private final Mesh mesh;
  private final SeenMessages seen;
  private final Gossip gossip;
  private final LongSupplier nanos;

  Publishing(
      GossipSubSettings settings,
      PeerTable peers,
      PeerScores scores,
      Mesh mesh,
      SeenMessages seen,
      Gossip gossip,
      LongSupplier nanos) {
    this.settings = settings;
    this.peers = peers;
    this.scores = scores;
    this.mesh = mesh;
    this.seen = seen;
    this.gossip = gossip;
    this.nanos = nanos;
  }

  boolean isTooLarge(Bytes field) {
    return field.size() > settings.bounds().maxSentRpcBytes();
  }

  /**
   * Sends an own message, unless one with its id has come or gone before.
   *
   * @throws ConnectionFailed {@code TOO_MUCH} if it is too large, or there are too many topics
   */
  Published publish(MessageId id, PubSubMessage message) {
    Bytes field = RpcFields.message(message);
    if (isTooLarge(field)) {
      throw new ConnectionFailed(Reason.TOO_MUCH, "a message of " + field.size() + " bytes");
    }
    if (seen.has(id)) {
      return new Published(id, 0);
    }
    Set<Peer> recipients = recipients(message.topic());
    seen.add(id, Optional.empty(), nanos.getAsLong());
    gossip.keep(id, message.topic(), field);
    long sent = recipients.stream().filter(peer -> peer.queue.message(id, field)).count();
    return new Published(id, (int) sent);
  }

  private Set<Peer> recipients(Topic topic) {
    Set<Peer> chosen = new LinkedHashSet<>();
    boolean isFlooding = settings.mesh().floodPublish();
    peers.in(topic).stream()
        .filter(peer -> isAlwaysSent(peer) || isFlooding && isGoodEnough(peer))
        .forEach(chosen::add);
    if (!isFlooding) {
      chosen.addAll(mesh.has(topic) ? mesh.of(topic) : fanout(topic));
    }
    return chosen;
  }

  private boolean isAlwaysSent(Peer peer) {
    return peer.isDirect || !peer.kind.hasMesh() && isGoodEnough(peer);
  }

  private boolean isGoodEnough(Peer peer) {
    return scores.score(peer.id) >= settings.thresholds().publish();
  }

  private Set<Peer> fanout(Topic topic) {
    if (!fanouts.containsKey(topic) && fanouts.size() >= settings.bounds().maxTopics()) {
      throw new ConnectionFailed(
          Reason.TOO_MUCH, "published to " + fanouts.size() + " topics without subscribing");
    }
    Fanout fanout = fanouts.computeIfAbsent(topic, absent -> new Fanout());
    fanout.publishedNanos = nanos.getAsLong();
    fill(topic, fanout);
    return fanout.peers;
  }

  private void fill(Topic topic, Fanout fanout) {
    Predicate<Peer> fits =
        peer -> peer.isMeshable() && !fanout.peers.contains(peer) && isGoodEnough(peer);
    int missing = settings.mesh().degree() - fanout.peers.size();
    fanout.peers.addAll(peers.some(topic, missing, fits));
  }

  /**
   * Passes a message on to the mesh, and to those who are always sent everything.
   *
   * @param hasIt whether a peer need not be sent it
   */
  void forward(MessageId id, Topic topic, Bytes field, Predicate<PeerId> hasIt) {
    gossip.keep(id, topic, field);
    Set<Peer> recipients = new LinkedHashSet<>(mesh.of(topic));
    peers.in(topic).stream().filter(this::isAlwaysSent).forEach(recipients::add);
    for (Peer peer : recipients) {
      if (!hasIt.test(peer.id) && !peer.refuses(id)) {
        peer.queue.message(id, field);
      }
    }
  }

  /** The peers that were published to, to be the mesh's first; they are forgotten here. */
  Set<Peer> takeFanout(Topic topic) {
    Fanout fanout = fanouts.remove(topic);
    return fanout == null ? Set.of() : fanout.peers;
  }

  void gone(Peer peer) {
    fanouts.values().forEach(fanout -> fanout.peers.remove(peer));
  }

  /** Fanout maintenance, and gossip to others than those. */
  void heartbeat() {
    long oldest = nanos.getAsLong() - settings.mesh().fanoutTtl().toNanos();
    fanouts.values().removeIf(fanout -> fanout.publishedNanos - oldest < 0);
    fanouts.forEach(
        (topic, fanout) -> {
          fanout.peers.removeIf(peer -> !peer.topics.contains(topic) || !isGoodEnough(peer));
          fill(topic, fanout);
          gossip.tell(topic, fanout.peers);
        });
  }
}
