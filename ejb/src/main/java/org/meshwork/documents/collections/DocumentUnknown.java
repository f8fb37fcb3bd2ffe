package org.meshwork.documents.collections;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** There is no such document in the collection, or no longer. */
public final class DocumentUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("document-unknown", "There is no such document.", 404, Remedy.CORRECT_INPUT);

  DocumentUnknown(DocumentId id) {
    super(
        TYPE,
        "The collection has no document %s.".formatted(id),
        Map.of("document", id.toString()),
        null);
  }
}
