package org.meshwork.models;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A model of this node can't be run, now or at all. */
public final class ModelUnavailable extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType BROKEN =
      new ProblemType(
          "model-unavailable", "The model can't be run.", 503, Remedy.ASK_ADMINISTRATOR);
  public static final ProblemType BUSY =
      new ProblemType("model-busy", "The model is busy.", 503, Remedy.RETRY_HERE);
  public static final ProblemType STOPPED =
      new ProblemType("model-stopped", "The node is stopping.", 503, Remedy.RETRY_HERE);

  private ModelUnavailable(ProblemType type, ModelId model, String detail, Throwable cause) {
    super(type, detail, Map.of("model", model.value()), cause);
  }

  static ModelUnavailable broken(ModelId model, String reason, Throwable cause) {
    return new ModelUnavailable(
        BROKEN,
        model,
        "%s could not be run: %s. Check that the server has the module org.meshwork.inference with the runtime and the models, as server-config makes it."
            .formatted(model, reason),
        cause);
  }

  static ModelUnavailable busy(ModelId model, java.time.Duration waited) {
    return new ModelUnavailable(
        BUSY,
        model,
        "No place became free at %s within %s. Try again later, with fewer requests at once."
            .formatted(model, waited),
        null);
  }

  static ModelUnavailable stopped(ModelId model) {
    return new ModelUnavailable(
        STOPPED,
        model,
        "%s is being stopped with its node. Try again when the node is up.".formatted(model),
        null);
  }
}
