package org.meshwork.documents.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.meshwork.foundation.InputRejected;

/**
 * Which documents may be found.
 *
 * @param language ISO 639-1, as it was told of the document
 * @param mediaType such as {@code application/pdf}
 * @param author exactly as the document says, but for upper and lower case
 * @param name what the document's name begins with
 * @param createdFrom the earliest creation date, by the document's own word
 * @param createdTo the latest, inclusive
 */
public record SearchFilter(
    Optional<String> language,
    Optional<String> mediaType,
    Optional<String> author,
    Optional<String> name,
    Optional<Instant> createdFrom,
    Optional<Instant> createdTo) {
  public static final SearchFilter NONE =
      new SearchFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,127}/[\\w.+-]{1,127}");
  private static final int MAX_CHARACTERS = 1_000;
  private static final int MAX_YEAR = 9_999;

  public SearchFilter {
    language.ifPresent(
        it -> matching(it, LANGUAGE, "filter.language", "two letters (ISO 639-1), such as en"));
    mediaType.ifPresent(
        it -> matching(it, MEDIA_TYPE, "filter.mediaType", "a media type, such as text/html"));
    author.ifPresent(it -> bounded(it, "filter.author"));
    name.ifPresent(it -> bounded(it, "filter.name"));
    if (createdFrom.isPresent()
        && createdTo.isPresent()
        && createdFrom.get().isAfter(createdTo.get())) {
      throw new InputRejected(
          "filter.createdFrom", "filter.createdFrom is later than filter.createdTo.");
    }
  }

  /** From the texts of a request; what is null does not filter. */
  public static SearchFilter parse(
      String language,
      String mediaType,
      String author,
      String name,
      String createdFrom,
      String createdTo) {
    return new SearchFilter(
        Optional.ofNullable(language),
        Optional.ofNullable(mediaType),
        Optional.ofNullable(author),
        Optional.ofNullable(name),
        Optional.ofNullable(createdFrom).map(it -> instant(it, "filter.createdFrom", false)),
        Optional.ofNullable(createdTo).map(it -> instant(it, "filter.createdTo", true)));
  }

  boolean isNone() {
    return equals(NONE);
  }

  private static Instant instant(String text, String field, boolean endOfDay) {
    try {
      Instant instant = instant(text, endOfDay);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= MAX_YEAR) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new InputRejected(
        field,
        "%s must be a date, such as 2026-01-31, or a time with its offset, such as 2026-01-31T08:00:00Z, of the years 1 to %d."
            .formatted(field, MAX_YEAR));
  }

  /** A bare date means the whole day, in UTC. */
  private static Instant instant(String text, boolean endOfDay) {
    if (text.contains("T")) {
      return OffsetDateTime.parse(text).toInstant();
    }
    LocalDate day = LocalDate.parse(text);
    return endOfDay
        ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000)
        : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static void matching(String value, Pattern form, String field, String wanted) {
    if (!form.matcher(value).matches()) {
      throw new InputRejected(field, "%s must be %s.".formatted(field, wanted));
    }
  }

  private static void bounded(String value, String field) {
    if (value.isEmpty() || value.length() > MAX_CHARACTERS || value.indexOf(0) >= 0) {
      throw new InputRejected(
          field,
          "%s must have 1 to %d characters, none of them NUL.".formatted(field, MAX_CHARACTERS));
    }
  }
}
