package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.meshwork.documents.parsing.Block.Kind;

/** Paragraphs are what empty lines separate; their lines stay lines. */
final class PlainTextReader implements FormatReader {
  private static final Pattern EMPTY_LINES = Pattern.compile("\n\n+");

  @Override
  public void read(Path file, Draft draft) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      add(TextDecoding.decode(bytes, draft.guard()), draft);
    }
  }

  static void add(String text, Draft draft) {
    EMPTY_LINES
        .splitAsStream(CleanText.lines(text))
        .forEach(paragraph -> draft.text().lines(Kind.PARAGRAPH, paragraph));
  }
}
