package org.meshwork.libp2p.protocol.kad;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** The port to other nodes. Called on the node's executor; stages complete anywhere. */
interface PeerRequests {
  /**
   * A connection that is open.
   *
   * @param isDialled whether this side dialled, so that others may dial the address, too
   */
  record Link(Multiaddr remote, boolean isDialled) {}

  /**
   * Sends a request, connecting first if need be; once more, if the connection was given up by
   * either side meanwhile.
   *
   * @return an answer of the same type; exceptionally {@link
   *     org.meshwork.libp2p.connection.ConnectionFailed}, at last after the time for requests
   */
  CompletionStage<KadMessage> ask(PeerId peer, KadMessage request);

  /** Sends a message that has no answer; completes when the peer has taken it, or refused. */
  CompletionStage<Void> tell(PeerId peer, KadMessage message);

  Optional<Link> link(PeerId peer);

  /**
   * Says how much the connections to the peer are worth, those that are open now.
   *
   * @param weight 0 for nothing
   */
  void value(PeerId peer, int weight);

  /** Where this node can be reached. */
  List<Multiaddr> ownAddresses();
}
