package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.meshwork.documents.parsing.Block.Kind;

/** One row of the table is one block, its cells divided by bars. */
final class CsvReader implements FormatReader {
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int PROBE_CHARACTERS = 10_000;

  @Override
  public void read(Path file, Draft draft) throws IOException {
    String text;
    try (InputStream bytes = Files.newInputStream(file)) {
      text = TextDecoding.decode(bytes, draft.guard());
    }
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(text))
            .setLenientEof(true)
            .setTrailingData(true)
            .get();
    try (CSVParser rows = format.parse(new StringReader(text))) {
      for (CSVRecord row : rows) {
        draft.text().flowing(Kind.TABLE_ROW, cells(row));
      }
    }
  }

  private static String cells(CSVRecord row) {
    return row.stream()
        .map(String::strip)
        .filter(cell -> !cell.isEmpty())
        .collect(Collectors.joining(" | "));
  }

  /** The one that occurs most often at the beginning. */
  private static char delimiter(String text) {
    String probe = text.substring(0, Math.min(text.length(), PROBE_CHARACTERS));
    char best = DELIMITERS[0];
    long most = 0;
    for (char candidate : DELIMITERS) {
      long count = probe.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }
}
