package org.meshwork.models;

import java.util.List;
import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A model is asked for that this node does not have. */
public final class ModelUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("model-unknown", "This node has no such model.", 400, Remedy.CORRECT_INPUT);

  ModelUnknown(ModelId model, List<ModelId> known) {
    super(
        TYPE,
        "There is no model \"%s\" here; there are %s.".formatted(model, known),
        Map.of("known", known.stream().map(ModelId::value).toList()),
        null);
  }
}
