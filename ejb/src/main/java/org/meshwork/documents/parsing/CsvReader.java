package org.meshwork.documents.parsing;

import java.io.FilterReader;
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
    Count cells = new Count("cells in a row", HeapLimits.HERE.values(), draft.guard());
    try (CSVParser rows = format.parse(new CellReader(text, delimiter(text), cells))) {
      for (CSVRecord row : rows) {
        cells.reset();
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

  /** Counts the cells that are read, since the parser hands out whole rows. */
  private static final class CellReader extends FilterReader {
    private final char delimiter;
    private final Count cells;

    CellReader(String text, char delimiter, Count cells) {
      super(new StringReader(text));
      this.delimiter = delimiter;
      this.cells = cells;
    }

    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      int found = 0;
      for (int i = offset; i < offset + read; i++) {
        found += buffer[i] == delimiter ? 1 : 0;
      }
      cells.add(found);
      return read;
    }
  }
}
