package org.meshwork.connector.adapter.calls;

import org.meshwork.libp2p.host.gate.AccessList;
import org.meshwork.libp2p.node.Node;

/** Who has the node. */
public interface NodeAccess {
  /**
   * @throws org.meshwork.connector.MeshFailed {@code STOPPED} if there is none
   */
  Node node();

  /** Who may be connected to it; as {@link #node}. */
  AccessList gate();
}
