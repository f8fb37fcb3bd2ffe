package org.meshwork.models;

import java.util.Objects;

/** The name of an embedding model, such as {@code bge-small-en-v1.5}. */
public record ModelId(String value) {
  public ModelId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
