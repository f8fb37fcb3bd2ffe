package org.meshwork.documents.parsing;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A document that no text can be had from; the reason says why and what would help. */
public final class DocumentUnreadable extends Problem {
  private static final long serialVersionUID = 1L;

  /** Why, and what its author can do. */
  public enum Reason {
    EMPTY("document-empty", "The document is empty."),
    NO_TEXT("document-without-text", "The document holds no text."),
    CORRUPT("document-corrupt", "The document is damaged."),
    ENCRYPTED("document-encrypted", "The document is protected by a password."),
    UNSUPPORTED("document-format-unsupported", "The document's format is not supported."),
    TOO_LARGE("document-too-large", "The document is too large."),
    TOO_SLOW("document-too-slow", "Reading the document took too long."),
    BOMB("document-bomb", "The document expands beyond all measure.");

    private final ProblemType type;

    Reason(String slug, String title) {
      type = new ProblemType(slug, title, 422, Remedy.CORRECT_INPUT);
    }

    public ProblemType type() {
      return type;
    }
  }

  public DocumentUnreadable(Reason reason, String detail, Throwable cause) {
    super(reason.type(), detail, Map.of(), cause);
  }

  public DocumentUnreadable(Reason reason, String detail) {
    this(reason, detail, null);
  }
}
