package org.meshwork.documents.ingestion;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A file of a directory that is not read; the reason says why. */
public final class FileUnreadable extends Problem {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    HIDDEN("file-hidden", "Hidden files are not read."),
    LEADS_OUT("file-link-leads-out", "The link does not lead to a file in an allowed directory."),
    NOT_REGULAR("file-not-regular", "Only regular files are read."),
    BADLY_NAMED("file-badly-named", "The file's name can't be a document's name."),
    UNREADABLE("file-unreadable", "The file can't be read.");

    private final ProblemType type;

    Reason(String slug, String title) {
      type = new ProblemType(slug, title, 422, Remedy.CORRECT_INPUT);
    }

    public ProblemType type() {
      return type;
    }
  }

  FileUnreadable(Reason reason, String detail, Throwable cause) {
    super(reason.type, detail, Map.of(), cause);
  }

  FileUnreadable(Reason reason, String detail) {
    this(reason, detail, null);
  }
}
