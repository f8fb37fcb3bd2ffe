package org.meshwork.documents.ingestion;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** Files that this node may not read, or that are not there. */
public final class DirectoryRefused extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "directory-refused", "The node may not read there.", 422, Remedy.CORRECT_INPUT);

  DirectoryRefused(String path) {
    super(
        TYPE,
        "\"%s\" is not a directory below those that the administrator has allowed in %s."
            .formatted(path, IngestionSettings.DIRECTORIES),
        Map.of(),
        null);
  }
}
