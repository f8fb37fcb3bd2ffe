package org.meshwork.documents.collections;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** Another collection has that name already. */
public final class CollectionNameTaken extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "collection-name-taken", "A collection of that name exists.", 409, Remedy.CORRECT_INPUT);

  CollectionNameTaken(CollectionName name) {
    super(
        TYPE,
        "A collection \"%s\" exists already. Use it, delete it, or choose another name."
            .formatted(name),
        Map.of("collection", name.value()),
        null);
  }
}
