package org.meshwork.documents.content;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** More bytes than the node takes in one document. */
public final class ContentTooLarge extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "content-too-large",
          "The document has more bytes than this node takes.",
          413,
          Remedy.CORRECT_INPUT);

  ContentTooLarge(long maxBytes) {
    super(
        TYPE,
        "The document is larger than %d bytes. Split it, or ask the administrator to raise meshwork.ingestion.max-document-size."
            .formatted(maxBytes),
        Map.of("maxBytes", maxBytes),
        null);
  }
}
