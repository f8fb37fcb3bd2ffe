package org.meshwork.documents.parsing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * The limits of one document's reading, asked at every read and at every piece of text.
 *
 * <p>Libraries in between catch and wrap what is thrown, or go on without it; so the first limit
 * that was met is kept here, thrown again at each further step, and is what the caller gets.
 */
final class ParseGuard {
  private final ParsingSettings settings;
  private final long deadline;
  private final AtomicReference<DocumentUnreadable> limitMet = new AtomicReference<>();
  private int pages;
  private long expandedBytes;

  ParseGuard(ParsingSettings settings) {
    this.settings = settings;
    this.deadline = System.nanoTime() + settings.timeout().toNanos();
  }

  ParsingSettings settings() {
    return settings;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /**
   * @throws DocumentUnreadable when a limit has been met
   */
  void check() {
    DocumentUnreadable met = limitMet.get();
    if (met != null) {
      throw met;
    }
    if (System.nanoTime() - deadline > 0) {
      throw tooSlow();
    }
  }

  void checkCharacters(long characters) {
    check();
    if (characters > settings.maxCharacters()) {
      throw met(
          Reason.TOO_LARGE,
          "The document has more than %,d characters of text.".formatted(settings.maxCharacters()));
    }
  }

  void countPage() {
    check();
    if (++pages > settings.maxPages()) {
      throw met(
          Reason.TOO_LARGE, "The document has more than %,d pages.".formatted(settings.maxPages()));
    }
  }

  void countExpanded(long bytes) {
    check();
    expandedBytes += bytes;
    if (expandedBytes > settings.maxExpandedBytes()) {
      throw met(
          Reason.BOMB,
          "Its compressed parts expand to more than %,d bytes."
              .formatted(settings.maxExpandedBytes()));
    }
  }

  DocumentUnreadable tooSlow() {
    return met(
        Reason.TOO_SLOW,
        "Reading took longer than %d seconds.".formatted(settings.timeout().toSeconds()));
  }

  /** Keeps the first limit that was met; to be thrown. */
  DocumentUnreadable met(Reason reason, String detail) {
    limitMet.compareAndSet(null, new DocumentUnreadable(reason, detail));
    return limitMet.get();
  }
}
