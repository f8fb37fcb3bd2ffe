package org.meshwork.mesh.descriptor;

/**
 * Where a node says it can be reached: a multiaddress, as the connector reads them. Whether it is
 * one, the connector says when it is used.
 *
 * @param value 2 to 256 characters, of which the first is a slash
 */
public record NodeAddress(String value) {
  private static final int MAX_LENGTH = 256;

  /**
   * @throws IllegalArgumentException if it can't be one
   */
  public NodeAddress {
    PlainText.require("an address", value, MAX_LENGTH);
    if (value.length() < 2 || value.charAt(0) != '/') {
      throw new IllegalArgumentException("an address begins with a slash, such as /ip4/…");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
