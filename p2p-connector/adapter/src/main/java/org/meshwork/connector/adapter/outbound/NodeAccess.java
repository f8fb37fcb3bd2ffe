package org.meshwork.connector.adapter.outbound;

import org.meshwork.libp2p.node.Node;

/** Who has the node. */
public interface NodeAccess {
  /**
   * @throws org.meshwork.connector.MeshFailed {@code STOPPED} if there is none
   */
  Node node();
}
