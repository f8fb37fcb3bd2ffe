package org.meshwork.documents.ingestion;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A document that the node itself stumbles over; the others go on. */
public final class DocumentUnprocessable extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType STUMBLED =
      new ProblemType(
          "document-unprocessable",
          "The node could not process the document.",
          500,
          Remedy.ASK_ADMINISTRATOR);

  public static final ProblemType GIVEN_UP =
      new ProblemType(
          "document-given-up",
          "The node went down each time that it processed the document.",
          500,
          Remedy.ASK_ADMINISTRATOR);

  private DocumentUnprocessable(ProblemType type, String detail, Throwable cause) {
    super(type, detail, Map.of(), cause);
  }

  static DocumentUnprocessable because(Throwable cause) {
    return new DocumentUnprocessable(
        STUMBLED,
        "Processing the document failed with %s; the server's log has more."
            .formatted(cause.getClass().getSimpleName()),
        cause);
  }

  static DocumentUnprocessable refused(String sqlState, Throwable cause) {
    return new DocumentUnprocessable(
        STUMBLED,
        "The database refuses what was made of the document (SQL state %s); the server's log has more."
            .formatted(sqlState),
        cause);
  }

  static DocumentUnprocessable givenUp(int attempts) {
    return new DocumentUnprocessable(
        GIVEN_UP,
        "The server died %d times while it processed the document.".formatted(attempts),
        null);
  }
}
