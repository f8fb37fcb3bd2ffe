package org.meshwork.libp2p.protocol.gossipsub;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.ScoreSettings;
import org.meshwork.libp2p.protocol.gossipsub.score.ScoreThresholds;

/**
 * How gossip goes.
 *
 * @param signatures the same for all topics
 * @param directPeers with whom there is an agreement to send each other everything, with their
 *     addresses; at most 1,024
 */
public record GossipSubSettings(
    SignaturePolicy signatures,
    MeshSettings mesh,
    GossipSettings gossip,
    PruneSettings prune,
    ScoreSettings scores,
    ScoreThresholds thresholds,
    BoundSettings bounds,
    Map<PeerId, List<Multiaddr>> directPeers) {
  private static final int MAX_DIRECT_PEERS = 1_024;

  /** The specification's defaults, signed messages, no direct peers. */
  public static final GossipSubSettings DEFAULT =
      new GossipSubSettings(
          SignaturePolicy.STRICT_SIGN,
          MeshSettings.DEFAULT,
          GossipSettings.DEFAULT,
          PruneSettings.DEFAULT,
          ScoreSettings.DEFAULT,
          ScoreThresholds.DEFAULT,
          BoundSettings.DEFAULT,
          Map.of());

  public GossipSubSettings {
    Objects.requireNonNull(signatures);
    Objects.requireNonNull(mesh);
    Objects.requireNonNull(gossip);
    Objects.requireNonNull(prune);
    Objects.requireNonNull(scores);
    Objects.requireNonNull(thresholds);
    Objects.requireNonNull(bounds);
    Ranges.require("directPeers", directPeers.size(), 0, MAX_DIRECT_PEERS);
    directPeers =
        directPeers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }

  public GossipSubSettings withSignatures(SignaturePolicy other) {
    return new GossipSubSettings(
        other, mesh, gossip, prune, scores, thresholds, bounds, directPeers);
  }

  public GossipSubSettings withMesh(MeshSettings other) {
    return new GossipSubSettings(
        signatures, other, gossip, prune, scores, thresholds, bounds, directPeers);
  }

  public GossipSubSettings withGossip(GossipSettings other) {
    return new GossipSubSettings(
        signatures, mesh, other, prune, scores, thresholds, bounds, directPeers);
  }

  public GossipSubSettings withPrune(PruneSettings other) {
    return new GossipSubSettings(
        signatures, mesh, gossip, other, scores, thresholds, bounds, directPeers);
  }

  public GossipSubSettings withScores(ScoreSettings some, ScoreThresholds meaning) {
    return new GossipSubSettings(
        signatures, mesh, gossip, prune, some, meaning, bounds, directPeers);
  }

  public GossipSubSettings withBounds(BoundSettings other) {
    return new GossipSubSettings(
        signatures, mesh, gossip, prune, scores, thresholds, other, directPeers);
  }

  public GossipSubSettings withDirectPeers(Map<PeerId, List<Multiaddr>> others) {
    return new GossipSubSettings(
        signatures, mesh, gossip, prune, scores, thresholds, bounds, others);
  }
}
