package org.meshwork.mesh.descriptor;

import java.util.regex.Pattern;

/**
 * A label of data, such as {@code region:eu} or {@code public}.
 *
 * @param value 1 to 64 small letters, digits, dots and hyphens, with at most one colon between
 */
public record DataLabel(String value) {
  private static final int MAX_LENGTH = 64;
  private static final Pattern VALUE = Pattern.compile("[a-z][a-z0-9.-]*(:[a-z0-9][a-z0-9.-]*)?");

  /**
   * @throws IllegalArgumentException if it is none
   */
  public DataLabel {
    if (value.length() > MAX_LENGTH || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a label is 1 to 64 small letters, digits, dots and hyphens, such as region:eu");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
