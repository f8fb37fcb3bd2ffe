package org.meshwork.documents.parsing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/** A parser on threads of its own, and documents in a directory that goes with the test. */
abstract class ParsingFixture {
  /** Far more than any case takes, and less than a parse that runs away. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;
  ExecutorService threads;

  @BeforeEach
  void startThreads() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  ParsingSettings settings() {
    return ParsingSettings.DEFAULTS;
  }

  ParsedDocument parse(String name, byte[] bytes) {
    return parse(name, bytes, settings());
  }

  ParsedDocument parse(String name, byte[] bytes, ParsingSettings settings) {
    return parse(name, file(bytes), settings);
  }

  ParsedDocument parse(String name, Path file, ParsingSettings settings) {
    TikaDocumentParser parser = new TikaDocumentParser(threads, settings);
    ParsedDocument document =
        Assertions.assertTimeoutPreemptively(PATIENCE, () -> parser.parse(file, name));
    assertWellFormed(document);
    return document;
  }

  DocumentUnreadable refused(String name, byte[] bytes) {
    return refused(name, file(bytes), settings());
  }

  DocumentUnreadable refused(String name, Path file, ParsingSettings settings) {
    TikaDocumentParser parser = new TikaDocumentParser(threads, settings);
    DocumentUnreadable refusal =
        Assertions.assertTimeoutPreemptively(
            PATIENCE,
            () -> catchThrowableOfType(DocumentUnreadable.class, () -> parser.parse(file, name)));
    assertThat(refusal).as("what became of " + name).isNotNull();
    assertThat(refusal.detail()).isNotBlank();
    return refusal;
  }

  static void assertReason(DocumentUnreadable refusal, Reason... reasons) {
    assertThat(refusal.type())
        .as(refusal.detail())
        .isIn(java.util.Arrays.stream(reasons).map(Reason::type).toList());
  }

  Path file(byte[] bytes) {
    try {
      return Files.write(Files.createTempFile(directory, "document", ""), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What every parsed document must be, whatever it came from. */
  static void assertWellFormed(ParsedDocument document) {
    String text = document.text();
    assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
        .isEmpty();
    assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    int end = 0;
    for (Block block : document.blocks()) {
      assertThat(block.start()).isGreaterThanOrEqualTo(end);
      assertThat(block.end()).isGreaterThan(block.start());
      assertThat(text.substring(end, block.start())).isBlank();
      end = block.end();
    }
    assertThat(text.substring(end)).isBlank();
    for (Heading heading : document.headings()) {
      assertThat(
              CleanText.oneLine(
                  text.substring(heading.start(), heading.start() + heading.text().length())))
          .isEqualTo(heading.text());
    }
  }
}
