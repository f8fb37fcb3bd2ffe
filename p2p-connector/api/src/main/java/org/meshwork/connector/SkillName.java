package org.meshwork.connector;

import java.util.regex.Pattern;

/**
 * What an agent can do, by name and version: {@code text.chunk/1}.
 *
 * @param name 1 to 64 small letters, digits, dots and hyphens, that begins with a letter
 * @param version 1 to 9,999; another one is another skill
 */
public record SkillName(String name, int version) implements Comparable<SkillName> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
  private static final Pattern TEXT = Pattern.compile("([^/]{1,64})/([1-9][0-9]{0,3})");
  private static final int MAX_VERSION = 9_999;

  /**
   * @throws IllegalArgumentException if it is none
   */
  public SkillName {
    if (!NAME.matcher(name).matches() || version < 1 || version > MAX_VERSION) {
      throw new IllegalArgumentException(
          "a skill is named by small letters, digits, dots and hyphens, and numbered 1 to 9999, such as text.chunk/1");
    }
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static SkillName parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no skill, such as text.chunk/1: " + excerpt(text));
    }
    return new SkillName(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  /** By name, then by version. */
  @Override
  public int compareTo(SkillName other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Integer.compare(version, other.version);
  }

  private static String excerpt(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
