package org.meshwork.documents.collections;

import java.util.Objects;
import java.util.UUID;

/** A document's id: stays the same when the document is replaced by a newer version. */
public record DocumentId(UUID value) {
  public DocumentId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
