package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * What a heartbeat does to a topic's mesh (gossipsub 1.0, "Mesh Maintenance", and 1.1, "Heartbeat
 * Maintenance").
 */
final class MeshUpkeep {
  private final Mesh mesh;
  private final MeshSettings settings;
  private final double opportunisticGraft;
  private final PeerTable peers;
  private final PeerScores scores;

  MeshUpkeep(Mesh mesh, GossipSubSettings settings, PeerTable peers, PeerScores scores) {
    this.mesh = mesh;
    this.settings = settings.mesh();
    this.opportunisticGraft = settings.thresholds().opportunisticGraft();
    this.peers = peers;
    this.scores = scores;
  }

  void keepUp(Topic topic, long heartbeat) {
    pruneBadPeers(topic);
    if (mesh.of(topic).size() < settings.low()) {
      mesh.fill(topic);
    }
    if (mesh.of(topic).size() > settings.high()) {
      pruneSurplus(topic);
    }
    if (mesh.of(topic).size() >= settings.low()) {
      fillOutbound(topic);
    }
    if (heartbeat % settings.opportunisticGraftHeartbeats() == 0) {
      graftOpportunistically(topic);
    }
  }

  private void pruneBadPeers(Topic topic) {
    mesh.of(topic).stream()
        .filter(peer -> scores.score(peer.id) < 0)
        .toList()
        .forEach(peer -> mesh.prune(topic, peer, false));
  }

  /** The best stay, the others by chance, with enough that this side has dialled among them. */
  private void pruneSurplus(Topic topic) {
    List<Peer> ranked = ranked(topic);
    List<Peer> rest = ranked.subList(settings.scored(), ranked.size());
    peers.shuffle(rest);
    List<Peer> kept = new ArrayList<>(ranked.subList(0, settings.degree()));
    List<Peer> left = new ArrayList<>(ranked.subList(settings.degree(), ranked.size()));
    exchangeForOutbound(kept, left);
    left.forEach(peer -> mesh.prune(topic, peer, true));
  }

  /** The best first; equals by chance. */
  private List<Peer> ranked(Topic topic) {
    List<Peer> ranked = new ArrayList<>(mesh.of(topic));
    peers.shuffle(ranked);
    ranked.sort(Comparator.comparingDouble((Peer peer) -> scores.score(peer.id)).reversed());
    return ranked;
  }

  private void exchangeForOutbound(List<Peer> kept, List<Peer> left) {
    int missing = settings.outbound() - (int) kept.stream().filter(p -> p.isOutbound).count();
    List<Peer> dialled =
        left.stream().filter(p -> p.isOutbound).limit(Math.max(0, missing)).toList();
    for (Peer outbound : dialled) {
      int last = lastInbound(kept);
      if (last < 0) {
        return;
      }
      left.remove(outbound);
      left.add(kept.remove(last));
      kept.add(0, outbound);
    }
  }

  private static int lastInbound(List<Peer> kept) {
    int last = kept.size() - 1;
    while (last >= 0 && kept.get(last).isOutbound) {
      last--;
    }
    return last;
  }

  private void fillOutbound(Topic topic) {
    int have = (int) mesh.of(topic).stream().filter(peer -> peer.isOutbound).count();
    Predicate<Peer> mayGraft = mesh.mayGraft(topic);
    peers
        .some(topic, settings.outbound() - have, peer -> peer.isOutbound && mayGraft.test(peer))
        .forEach(peer -> mesh.graft(topic, peer));
  }

  private void graftOpportunistically(Topic topic) {
    if (mesh.of(topic).size() < 2) {
      return;
    }
    double median = median(topic);
    if (median < opportunisticGraft) {
      Predicate<Peer> mayGraft = mesh.mayGraft(topic);
      peers
          .some(
              topic,
              settings.opportunisticGraftPeers(),
              peer -> mayGraft.test(peer) && scores.score(peer.id) > median)
          .forEach(peer -> mesh.graft(topic, peer));
    }
  }

  private double median(Topic topic) {
    double[] sorted =
        mesh.of(topic).stream().mapToDouble(peer -> scores.score(peer.id)).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
