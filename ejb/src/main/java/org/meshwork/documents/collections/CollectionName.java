package org.meshwork.documents.collections;

import java.util.regex.Pattern;
import org.meshwork.foundation.InputRejected;

/** What people call a collection: lower-case letters, digits, {@code -}, {@code _}, {@code .}. */
public record CollectionName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  public CollectionName {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new InputRejected(
          "collection",
          "A collection's name has 1 to 63 lower-case letters, digits, '-', '_' or '.', and begins with a letter or digit.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
