package org.meshwork.documents.collections;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** There is no collection of that name, or no longer. */
public final class CollectionUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "collection-unknown", "There is no such collection.", 404, Remedy.CORRECT_INPUT);

  public CollectionUnknown(CollectionName name) {
    super(
        TYPE,
        "There is no collection \"%s\". Create it, or list those there are.".formatted(name),
        Map.of("collection", name.value()),
        null);
  }
}
