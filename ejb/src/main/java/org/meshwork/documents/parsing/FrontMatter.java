package org.meshwork.documents.parsing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines {@code key: value} between {@code ---} and {@code ---} above a Markdown text. */
final class FrontMatter {
  private static final Pattern FRAME =
      Pattern.compile(
          "\\A---[ \\t]*\\R(.{0,10000}?)^---[ \\t]*$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ENTRY =
      Pattern.compile("^([A-Za-z_-]{1,40}):[ \\t]*(\\S.*)$", Pattern.MULTILINE);

  private FrontMatter() {}

  /** Takes what it knows into the draft, and gives the text below. */
  static String read(String markdown, Draft draft) {
    if (!markdown.startsWith("---")) {
      return markdown;
    }
    Matcher frame = FRAME.matcher(markdown);
    if (!frame.find()) {
      return markdown;
    }
    Matcher entry = ENTRY.matcher(frame.group(1));
    while (entry.find()) {
      take(entry.group(1).toLowerCase(Locale.ROOT), unquoted(entry.group(2)), draft);
    }
    return markdown.substring(frame.end());
  }

  private static void take(String key, String value, Draft draft) {
    switch (key) {
      case "title" -> draft.title(value);
      case "author" -> draft.author(value);
      case "lang", "language" -> draft.declaredLanguage(value);
      case "date", "created" -> draft.created(date(value));
      case "modified", "updated", "lastmod" -> draft.modified(date(value));
      default -> {}
    }
  }

  private static Instant date(String value) {
    try {
      return value.length() <= 10
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(value);
    } catch (DateTimeParseException e) {
      return null; // Not a date that can be told; the document is read all the same.
    }
  }

  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
