package org.meshwork.documents.content;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** Nobody refers to these bytes any more, or they were never here. */
public final class ContentMissing extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType("content-missing", "The bytes are not kept here.", 404, Remedy.CORRECT_INPUT);

  ContentMissing(ContentId id) {
    super(
        TYPE,
        "No content with the SHA-256 %s is kept here; hand the document in again.".formatted(id),
        Map.of("sha256", id.sha256()),
        null);
  }
}
