package org.meshwork.mesh.membership;

import java.util.Map;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** This node has never met the peer, or has forgotten it. */
public final class PeerUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("peer-unknown", "There is no such peer.", 404, Remedy.CORRECT_INPUT);

  public PeerUnknown(PeerName peer) {
    super(
        TYPE,
        "This node does not know the peer %s.".formatted(peer),
        Map.of("peer", peer.id()),
        null);
  }
}
