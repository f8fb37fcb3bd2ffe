package org.meshwork.documents.collections;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.meshwork.foundation.InputRejected;

/** What a document is called in its collection: a file's name, or its path below a directory. */
public record DocumentName(String value) {
  /** An index keeps names, and its entries have a limit. */
  public static final int MAX_BYTES = 2_000;

  public DocumentName {
    if (value == null || value.isBlank()) {
      throw new InputRejected("name", "A document needs a name.");
    }
    if (value.chars().anyMatch(Character::isISOControl) || !StorableText.accepts(value)) {
      throw new InputRejected("name", "A document's name holds no control characters.");
    }
    if (value.length() > MAX_BYTES || value.getBytes(UTF_8).length > MAX_BYTES) {
      throw new InputRejected(
          "name", "A document's name has up to %d bytes in UTF-8.".formatted(MAX_BYTES));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
