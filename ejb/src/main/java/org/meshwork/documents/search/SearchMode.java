package org.meshwork.documents.search;

import java.util.Locale;
import org.meshwork.foundation.InputRejected;

/** What finds passages: the nearness of meaning, the words, or both fused by rank. */
public enum SearchMode {
  HYBRID,
  VECTOR,
  TEXT;

  /** As the API writes it: {@code hybrid}, {@code vector} or {@code text}. */
  public static SearchMode parse(String text) {
    return switch (text) {
      case "hybrid" -> HYBRID;
      case "vector" -> VECTOR;
      case "text" -> TEXT;
      default -> throw new InputRejected("mode", "mode can be hybrid, vector or text.");
    };
  }

  boolean usesVectors() {
    return this != TEXT;
  }

  boolean usesWords() {
    return this != VECTOR;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
