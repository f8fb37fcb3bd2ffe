package org.meshwork.documents.parsing;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.eclipse.microprofile.config.Config;

/**
 * What a single document may cost.
 *
 * @param timeout from the start of reading to the end
 * @param maxCharacters of the text that comes out, in UTF-16 units
 * @param maxPages of a paged document
 * @param maxExpandedBytes what the compressed parts of one document may come to
 * @param maxEmbeddedDepth how deep messages may be attached to messages
 */
record ParsingSettings(
    Duration timeout,
    int maxCharacters,
    int maxPages,
    long maxExpandedBytes,
    int maxEmbeddedDepth) {
  static final String TIMEOUT = "meshwork.parsing.timeout";
  static final String MAX_CHARACTERS = "meshwork.parsing.max-characters";
  static final String MAX_PAGES = "meshwork.parsing.max-pages";
  static final String MAX_EXPANDED_BYTES = "meshwork.parsing.max-expanded-bytes";
  static final String MAX_EMBEDDED_DEPTH = "meshwork.parsing.max-embedded-depth";

  static final ParsingSettings DEFAULTS =
      new ParsingSettings(Duration.ofSeconds(60), 10_000_000, 20_000, 512L << 20, 5);

  ParsingSettings {
    require(
        TIMEOUT,
        timeout,
        timeout.compareTo(Duration.ofSeconds(1)) >= 0
            && timeout.compareTo(Duration.ofHours(1)) <= 0,
        "a duration from PT1S to PT1H");
    require(
        MAX_CHARACTERS,
        maxCharacters,
        maxCharacters >= 1_000 && maxCharacters <= 100_000_000,
        "a number from 1000 to 100000000");
    require(
        MAX_PAGES, maxPages, maxPages >= 1 && maxPages <= 1_000_000, "a number from 1 to 1000000");
    require(
        MAX_EXPANDED_BYTES,
        maxExpandedBytes,
        maxExpandedBytes >= 1L << 20 && maxExpandedBytes <= 8L << 30,
        "a number of bytes from 1048576 to 8589934592");
    require(
        MAX_EMBEDDED_DEPTH,
        maxEmbeddedDepth,
        maxEmbeddedDepth >= 0 && maxEmbeddedDepth <= 50,
        "a number from 0 to 50");
  }

  static ParsingSettings from(Config config) {
    return read(key -> config.getOptionalValue(key, String.class));
  }

  static ParsingSettings read(Function<String, Optional<String>> values) {
    return new ParsingSettings(
        duration(values, TIMEOUT, DEFAULTS.timeout),
        (int) number(values, MAX_CHARACTERS, DEFAULTS.maxCharacters, ParsingSettings::isInt),
        (int) number(values, MAX_PAGES, DEFAULTS.maxPages, ParsingSettings::isInt),
        number(values, MAX_EXPANDED_BYTES, DEFAULTS.maxExpandedBytes, any -> true),
        (int)
            number(values, MAX_EMBEDDED_DEPTH, DEFAULTS.maxEmbeddedDepth, ParsingSettings::isInt));
  }

  /**
   * How long a document waits for a thread: none is busy with another for much longer than this.
   */
  Duration patience() {
    return timeout.multipliedBy(2);
  }

  /** A single stream inside a document may come to an eighth of what the whole may. */
  long maxExpandedStreamBytes() {
    return Math.max(1L << 20, maxExpandedBytes / 8);
  }

  private static boolean isInt(long value) {
    return value == (int) value;
  }

  private static Duration duration(
      Function<String, Optional<String>> values, String key, Duration otherwise) {
    Optional<String> value = values.apply(key);
    try {
      return value.map(text -> Duration.parse(text.strip())).orElse(otherwise);
    } catch (DateTimeParseException e) {
      throw wrong(key, value.orElse(""), "an ISO 8601 duration such as PT60S");
    }
  }

  private static long number(
      Function<String, Optional<String>> values, String key, long otherwise, LongPredicate fits) {
    Optional<String> value = values.apply(key);
    try {
      long number = value.map(text -> Long.parseLong(text.strip())).orElse(otherwise);
      if (fits.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the key.
    }
    throw wrong(key, value.orElse(""), "a whole number");
  }

  private static void require(String key, Object value, boolean holds, String expected) {
    if (!holds) {
      throw wrong(key, value, expected);
    }
  }

  private static IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "%s is %s, but must be %s.".formatted(key, value, expected));
  }
}
