package org.meshwork.mesh.descriptor;

import java.util.regex.Pattern;

/**
 * Where a node stands, as its administrator names it: {@code eu}, {@code eu-west.berlin}.
 *
 * @param value 1 to 64 small letters, digits, dots and hyphens, so that equal ones are spelt alike
 */
public record Region(String value) {
  private static final Pattern VALUE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  /**
   * @throws IllegalArgumentException if it is none
   */
  public Region {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a region is named by 1 to 64 small letters, digits, dots and hyphens, such as eu-west");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
