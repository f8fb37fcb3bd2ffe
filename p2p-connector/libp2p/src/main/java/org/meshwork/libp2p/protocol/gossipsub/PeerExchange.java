package org.meshwork.libp2p.protocol.gossipsub;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.ProposedPeer;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/** Tells peers of others to turn to, and turns to others (gossipsub 1.1, "Peer Exchange"). */
final class PeerExchange {
  private static final System.Logger LOG = System.getLogger(PeerExchange.class.getName());

  private final GossipSubSettings settings;
  private final PeerTable peers;
  private final PeerScores scores;
  private final Function<PeerId, Optional<CertifiedPeerRecord>> records;
  private final BiFunction<PeerId, List<Multiaddr>, CompletionStage<?>> dialer;
  private final Executor executor;
  private int dialsUnderWay;

  PeerExchange(
      GossipSubSettings settings,
      PeerTable peers,
      PeerScores scores,
      Function<PeerId, Optional<CertifiedPeerRecord>> records,
      BiFunction<PeerId, List<Multiaddr>, CompletionStage<?>> dialer,
      Executor executor) {
    this.settings = settings;
    this.peers = peers;
    this.scores = scores;
    this.records = records;
    this.dialer = dialer;
    this.executor = executor;
  }

  /** Others in the topic that are no worse than nothing; none for a peer that is. */
  List<ProposedPeer> proposals(Topic topic, Peer to) {
    if (scores.score(to.id) < 0) {
      return List.of();
    }
    return peers
        .some(
            topic,
            settings.prune().proposedPeers(),
            peer -> peer != to && scores.score(peer.id) >= 0)
        .stream()
        .map(peer -> new ProposedPeer(peer.id, record(peer.id)))
        .toList();
  }

  private Optional<Bytes> record(PeerId peer) {
    return records.apply(peer).map(record -> record.envelope().encode());
  }

  /** Connects to those that the peer proposes, if it is trusted so far, and they can be found. */
  void proposed(Peer by, List<ProposedPeer> proposed) {
    if (proposed.isEmpty() || scores.score(by.id) <= settings.thresholds().acceptPeers()) {
      return;
    }
    List<ProposedPeer> shuffled = new ArrayList<>(proposed);
    peers.shuffle(shuffled);
    shuffled.stream()
        .filter(peer -> peer.record().isPresent() && peers.find(peer.peer()).isEmpty())
        .limit(settings.prune().proposedPeers())
        .forEach(this::dial);
  }

  private void dial(ProposedPeer proposed) {
    if (dialsUnderWay >= settings.prune().maxDials()) {
      return;
    }
    try {
      CertifiedPeerRecord record = CertifiedPeerRecord.open(proposed.record().orElseThrow());
      if (record.content().peer().equals(proposed.peer())) {
        dial(proposed.peer(), record.content().addresses());
      }
    } catch (InputRefused refused) {
      LOG.log(Level.DEBUG, () -> "no record of " + proposed.peer(), refused);
    }
  }

  /** Connects to a peer, within the bound on dials. */
  void dial(PeerId peer, List<Multiaddr> addresses) {
    dialsUnderWay++;
    dialer
        .apply(peer, addresses)
        .whenCompleteAsync(
            (connection, failure) -> {
              dialsUnderWay--;
              if (failure != null) {
                LOG.log(Level.DEBUG, () -> "no connection to " + peer, failure);
              }
            },
            executor);
  }
}
