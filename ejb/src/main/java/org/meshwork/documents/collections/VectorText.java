package org.meshwork.documents.collections;

/** A vector as pgvector reads it; every float comes out of the database as it went in. */
public final class VectorText {
  private VectorText() {}

  public static String of(float[] vector) {
    StringBuilder text = new StringBuilder(vector.length * 12).append('[');
    for (float element : vector) {
      text.append(element).append(',');
    }
    text.setCharAt(text.length() - 1, ']');
    return text.toString();
  }
}
