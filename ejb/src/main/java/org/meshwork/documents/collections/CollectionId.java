package org.meshwork.documents.collections;

/** A collection's number, which also names its partition of passages. */
public record CollectionId(int value) {
  public CollectionId {
    if (value < 1) {
      throw new IllegalArgumentException("not a collection's number: " + value);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
