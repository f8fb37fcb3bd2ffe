package org.meshwork.models;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** The server that a remote model runs on gave no vector. */
public final class RemoteModelFailed extends Problem {
  private static final long serialVersionUID = 1L;

  /** What went wrong, and who can do something about it. */
  public enum Reason {
    UNREACHABLE(
        "model-remote-unreachable", "The remote model does not answer.", 503, Remedy.RETRY_HERE),
    REFUSED(
        "model-remote-refused",
        "The remote model refuses the node.",
        502,
        Remedy.ASK_ADMINISTRATOR),
    UNUSABLE(
        "model-remote-unusable",
        "The remote model's answer can't be used.",
        502,
        Remedy.ASK_ADMINISTRATOR);

    private final ProblemType type;

    Reason(String slug, String title, int status, Remedy remedy) {
      type = new ProblemType(slug, title, status, remedy);
    }

    public ProblemType type() {
      return type;
    }
  }

  private final Reason reason;

  RemoteModelFailed(Reason reason, ModelId model, String detail, Throwable cause) {
    super(reason.type(), detail, Map.of("model", model.value()), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
