package org.meshwork.documents.ingestion;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** More documents than one task may bring. */
public final class TooManyDocuments extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "too-many-documents", "The task has too many documents.", 422, Remedy.CORRECT_INPUT);

  TooManyDocuments(int max) {
    super(
        TYPE,
        "A task brings up to %d documents (%s). Ingest the directories below this one by one."
            .formatted(max, IngestionSettings.MAX_DOCUMENTS),
        Map.of("maxDocuments", max),
        null);
  }
}
