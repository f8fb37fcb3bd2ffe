package org.meshwork.documents.ingestion;

import java.util.Arrays;
import java.util.Locale;
import org.meshwork.foundation.InputRejected;

/** What became of one document of an ingestion. */
public enum ItemState {
  PENDING,
  READING,
  /** It was read, and its passages can be found. */
  DONE,
  /** The collection had these bytes under this name already. */
  UNCHANGED,
  /** The collection had these bytes under another name; both names now share the passages. */
  DUPLICATE,
  /** It could not be read; the problem says why. */
  FAILED;

  /** As rows and the API write it, such as {@code done}. */
  public static ItemState parse(String text) {
    return Arrays.stream(values())
        .filter(state -> state.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InputRejected(
                    "state",
                    "state can be pending, reading, done, unchanged, duplicate or failed."));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
