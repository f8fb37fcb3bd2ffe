package org.meshwork.mesh.membership;

import java.util.Locale;
import java.util.Map;
import org.meshwork.connector.MeshFailed;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** The connector could not do what an administrator wanted, and why. */
public final class MeshCallFailed extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType NOT_REACHED =
      new ProblemType("peer-not-reached", "The peer is not reached.", 502, Remedy.RETRY_HERE);

  public static final ProblemType WRONG =
      new ProblemType("peer-address-wrong", "That leads to no peer.", 400, Remedy.CORRECT_INPUT);

  public static final ProblemType STOPPED =
      new ProblemType("mesh-stopped", "The mesh is stopped.", 503, Remedy.ASK_ADMINISTRATOR);

  private MeshCallFailed(ProblemType type, MeshFailed failed) {
    super(
        type,
        "%s.".formatted(failed.getMessage()),
        Map.of("reason", failed.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')),
        failed);
  }

  static MeshCallFailed because(MeshFailed failed) {
    ProblemType type =
        switch (failed.reason()) {
          case BAD_REQUEST -> WRONG;
          case STOPPED -> STOPPED;
          default -> NOT_REACHED;
        };
    return new MeshCallFailed(type, failed);
  }
}
