package org.meshwork.mesh.descriptor;

/**
 * A model that a node offers, as it names it; whether this node knows it doesn't matter.
 *
 * @param value 1 to 128 characters
 */
public record ModelName(String value) {
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if it is none
   */
  public ModelName {
    PlainText.require("a model's name", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
