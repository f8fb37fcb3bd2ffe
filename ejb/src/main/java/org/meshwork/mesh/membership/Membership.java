package org.meshwork.mesh.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.NodeStatus;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.mesh.peers.Peer;
import org.meshwork.mesh.peers.PeerFilter;
import org.meshwork.mesh.peers.PeerTable;

/** What an administrator does about peers. */
@ApplicationScoped
public class Membership {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final MeshAdministration node;
  private final KnownPeers known;
  private final PeerTable table;

  @Inject
  Membership(MeshAdministration node, KnownPeers known, PeerTable table) {
    this.node = node;
    this.known = known;
    this.table = table;
  }

  /** For the container's proxy. */
  protected Membership() {
    this(null, null, null);
  }

  /**
   * Connects, and keeps the peer for later.
   *
   * @param address a multiaddress
   * @throws MeshCallFailed what has hindered it
   */
  public PeerName connect(String address) {
    try {
      PeerName peer = node.connect(address, PATIENCE);
      table.connected(peer);
      return peer;
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
  }

  /** Closes the connections to a peer; either side may connect again. */
  public void disconnect(PeerName peer) {
    require(peer);
    try {
      node.disconnect(peer);
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
    table.disconnected(peer);
  }

  /** What is known of a peer. */
  public Peer require(PeerName peer) {
    return table.find(peer).orElseThrow(() -> new PeerUnknown(peer));
  }

  /** Peers that this node knows, in the order of their names. */
  public Page<Peer> list(PeerFilter filter, PageRequest request) {
    return table.list(filter, request);
  }

  /** How this node is in the mesh. */
  public NodeStatus self() {
    try {
      return node.status();
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
  }

  /** The peers that are connected now. */
  public List<ConnectedPeer> connected() {
    try {
      return node.peers();
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
  }

  /**
   * Keeps a peer away, over restarts too; one that was never met as well.
   *
   * @param by who wants it so
   */
  public void block(PeerName peer, String by) {
    try {
      node.block(peer);
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
    known.block(peer, by);
    table.block(peer);
  }

  public void unblock(PeerName peer) {
    if (!table.unblock(peer)) {
      throw new PeerUnknown(peer);
    }
    known.unblock(peer);
    try {
      node.unblock(peer);
    } catch (MeshFailed failed) {
      throw MeshCallFailed.because(failed);
    }
  }
}
