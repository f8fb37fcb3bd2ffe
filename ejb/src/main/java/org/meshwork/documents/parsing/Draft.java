package org.meshwork.documents.parsing;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a format's reader has found so far. */
final class Draft {
  private static final int MAX_METADATA_CHARACTERS = 1_000;
  private static final Instant FIRST_DATE = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST_DATE = Instant.parse("+10000-01-01T00:00:00Z");

  private final ParseGuard guard;
  private final TextAssembler text;
  private Optional<String> title = Optional.empty();
  private Optional<String> author = Optional.empty();
  private Optional<String> declaredLanguage = Optional.empty();
  private Optional<Instant> created = Optional.empty();
  private Optional<Instant> modified = Optional.empty();

  Draft(ParseGuard guard) {
    this.guard = guard;
    this.text = new TextAssembler(guard);
  }

  ParseGuard guard() {
    return guard;
  }

  TextAssembler text() {
    return text;
  }

  void title(String value) {
    title = title.or(() -> clean(value));
  }

  void author(String value) {
    author = author.or(() -> clean(value));
  }

  void created(Instant value) {
    created = created.or(() -> told(value));
  }

  void modified(Instant value) {
    modified = modified.or(() -> told(value));
  }

  /** As the document itself says, in whatever form: {@code de}, {@code de-AT}, {@code de_AT}. */
  void declaredLanguage(String value) {
    declaredLanguage =
        declaredLanguage.or(
            () ->
                clean(value)
                    .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')).getLanguage())
                    .filter(language -> language.length() == 2));
  }

  void metadata(Metadata metadata) {
    title(metadata.get(TikaCoreProperties.TITLE));
    author(String.join(", ", metadata.getValues(TikaCoreProperties.CREATOR)));
    declaredLanguage(metadata.get(TikaCoreProperties.LANGUAGE));
    created(date(metadata, TikaCoreProperties.CREATED));
    modified(date(metadata, TikaCoreProperties.MODIFIED));
  }

  ParsedDocument finish(DocumentFormat format, LanguageDetection languages) {
    title.ifPresent(text::markTitle);
    String whole = text.text();
    List<Heading> headings = text.headings();
    Optional<String> name =
        title.or(() -> headings.stream().findFirst().filter(Draft::isTitle).map(Heading::text));
    return new ParsedDocument(
        whole,
        format.mediaType(),
        name,
        author,
        languages.detect(whole).or(() -> declaredLanguage),
        created,
        modified,
        headings,
        text.blocks());
  }

  private static boolean isTitle(Heading heading) {
    return heading.level() == 1 && heading.text().length() <= MAX_METADATA_CHARACTERS;
  }

  private static Instant date(Metadata metadata, Property property) {
    Date date = metadata.getDate(property);
    return date == null ? null : date.toInstant();
  }

  /** A date that a calendar has; others mean nothing, and no database keeps them. */
  private static Optional<Instant> told(Instant value) {
    return Optional.ofNullable(value)
        .filter(date -> !date.isBefore(FIRST_DATE) && date.isBefore(AFTER_LAST_DATE));
  }

  private static Optional<String> clean(String value) {
    return Optional.ofNullable(value)
        .map(CleanText::oneLine)
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                text.length() <= MAX_METADATA_CHARACTERS
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, cut(text))));
  }

  private static int cut(String text) {
    return Math.min(MAX_METADATA_CHARACTERS, text.codePointCount(0, text.length()));
  }
}
