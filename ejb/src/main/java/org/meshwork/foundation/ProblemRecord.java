package org.meshwork.foundation;

import java.util.Objects;

/** A problem as it is kept beside a task or a document, long after it was raised. */
public record ProblemRecord(String type, String title, String detail, Remedy remedy) {
  private static final int MAX_DETAIL_CHARACTERS = 2_000;

  public ProblemRecord {
    Objects.requireNonNull(type);
    Objects.requireNonNull(title);
    Objects.requireNonNull(remedy);
    detail =
        detail.length() <= MAX_DETAIL_CHARACTERS
            ? detail
            : detail.substring(0, MAX_DETAIL_CHARACTERS - 1) + "…";
  }
}
