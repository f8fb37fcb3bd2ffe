package org.meshwork.foundation;

import java.util.Map;

/** A setting has a value that can't be used; the deployment stops and the message names the key. */
public final class SettingRejected extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "setting-rejected", "A setting can't be used.", 503, Remedy.ASK_ADMINISTRATOR);

  /**
   * @param value as it was given; empty for one that is missing or secret
   * @param expected what would be right, such as {@code a whole number from 1 to 64}
   */
  public SettingRejected(String key, String value, String expected) {
    super(
        TYPE,
        value.isEmpty()
            ? "The setting %s must be %s.".formatted(key, expected)
            : "The setting %s is \"%s\"; it must be %s.".formatted(key, value, expected),
        Map.of("key", key),
        null);
  }
}
