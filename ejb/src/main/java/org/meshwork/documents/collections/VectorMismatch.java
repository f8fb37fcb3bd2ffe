package org.meshwork.documents.collections;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;
import org.meshwork.models.ModelId;

/** Vectors of another model, or of another dimension, than the collection's own. */
public final class VectorMismatch extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "vector-mismatch",
          "The vectors are not of the collection's model.",
          409,
          Remedy.ASK_ADMINISTRATOR);

  public VectorMismatch(CollectionName collection, ModelId model, int expected, int actual) {
    super(
        TYPE,
        "The collection \"%s\" keeps vectors of %s with %d dimensions; these have %d. Make a new collection for another model."
            .formatted(collection, model, expected, actual),
        Map.of("expectedDimension", expected, "actualDimension", actual),
        null);
  }
}
