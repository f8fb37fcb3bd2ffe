package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst documents in a JVM of its own, with the heap of a node of which the server has taken
 * its part, by as many threads as a job has partitions. As in a node, the JVM ends when the memory
 * does not suffice. All documents of {@link WorstDocuments} take minutes; these need the most.
 */
class StaysWithinHeapTest {
  private static final int TAKEN_MEGABYTES = 128;
  private static final int PARTITIONS = 3;
  private static final List<WorstDocuments> HEAVIEST =
      List.of(
          WorstDocuments.MARKDOWN_HEADINGS_BEYOND,
          WorstDocuments.MARKDOWN_TABLE_BEYOND,
          WorstDocuments.HTML_TAGS,
          WorstDocuments.CSV_CELLS,
          WorstDocuments.MARKDOWN_LINES,
          WorstDocuments.PDF_OPERANDS,
          WorstDocuments.DOCX_ATTRIBUTE,
          WorstDocuments.TEXT_WIDE_LINE,
          WorstDocuments.EPUB_TAGS);

  @TempDir private Path directory;

  @Test
  void readsOrRefusesTheWorstDocumentsWithTheHeapOfANode() throws Exception {
    Path said = directory.resolve("said");
    Process reader =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(reader.waitFor(5, TimeUnit.MINUTES)).as(text(said)).isTrue();
    } finally {
      reader.destroyForcibly();
    }
    assertThat(reader.exitValue()).as(text(said)).isZero();
    assertThat(Files.readAllLines(said))
        .filteredOn(line -> line.startsWith("outcome "))
        .hasSize(HEAVIEST.size());
    assertThat(text(said))
        .contains("MARKDOWN_HEADINGS_BEYOND document-too-large")
        .contains("MARKDOWN_TABLE_BEYOND document-too-large");
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms64m",
        "-Xmx512m",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        System.getProperty("java.class.path"),
        HeapProbe.class.getName(),
        directory.toString(),
        Integer.toString(TAKEN_MEGABYTES),
        Integer.toString(PARTITIONS),
        HEAVIEST.stream().map(WorstDocuments::name).collect(Collectors.joining(",")));
  }

  private static String text(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.collect(Collectors.joining("\n"));
    }
  }
}
