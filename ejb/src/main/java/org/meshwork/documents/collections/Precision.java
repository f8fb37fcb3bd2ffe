package org.meshwork.documents.collections;

import java.util.Locale;
import org.meshwork.foundation.InputRejected;

/** How exactly the index keeps vectors: 4 bytes or 2 bytes an element. */
public enum Precision {
  FULL,
  HALF;

  /** As the API writes it: {@code full} or {@code half}. */
  public static Precision parse(String text) {
    return switch (text) {
      case "full" -> FULL;
      case "half" -> HALF;
      default -> throw new InputRejected("precision", "precision can be full or half.");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
