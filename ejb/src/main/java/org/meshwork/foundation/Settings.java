package org.meshwork.foundation;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the settings of a feature, and refuses a value that can't be used with a {@link
 * SettingRejected} that names its key. Each feature makes its record of settings from this, once.
 */
public final class Settings {
  private final Function<String, Optional<String>> values;

  /** For tests: any source of values. */
  public Settings(Function<String, Optional<String>> values) {
    this.values = values;
  }

  public static Settings of(Config config) {
    return new Settings(key -> config.getOptionalValue(key, String.class));
  }

  public Optional<String> text(String key) {
    return values.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  public int integer(String key, int fallback, int min, int max) {
    return text(key).map(value -> integer(key, value, min, max)).orElse(fallback);
  }

  private static int integer(String key, String value, int min, int max) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new SettingRejected(key, value, expected);
    }
    throw new SettingRejected(key, value, expected);
  }

  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    return text(key).map(value -> duration(key, value, min, max)).orElse(fallback);
  }

  private static Duration duration(String key, String value, Duration min, Duration max) {
    String expected = "an ISO 8601 duration from %s to %s, such as %s".formatted(min, max, min);
    try {
      Duration duration = Duration.parse(value);
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      throw new SettingRejected(key, value, expected);
    }
    throw new SettingRejected(key, value, expected);
  }
}
