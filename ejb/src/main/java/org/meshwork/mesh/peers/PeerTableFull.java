package org.meshwork.mesh.peers;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** All places are taken by peers that are connected or blocked: unblock some. */
public final class PeerTableFull extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("peers-full", "No more peers are kept.", 409, Remedy.ASK_ADMINISTRATOR);

  PeerTableFull(int maxPeers) {
    super(
        TYPE,
        "All %d places are taken by peers that are connected or blocked; unblock some first."
            .formatted(maxPeers),
        Map.of("places", maxPeers),
        null);
  }
}
