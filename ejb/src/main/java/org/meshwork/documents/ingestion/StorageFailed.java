package org.meshwork.documents.ingestion;

import java.io.IOException;
import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** The node can't keep the temporary copy of a document; it could not that of another either. */
public final class StorageFailed extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "storage-failed", "The node can't keep temporary files.", 503, Remedy.RETRY_HERE);

  StorageFailed(IOException cause) {
    super(
        TYPE,
        "A temporary copy of a document could not be kept: %s. Check the space in the server's temporary directory."
            .formatted(cause.getMessage()),
        Map.of(),
        cause);
  }
}
