package org.meshwork.documents.ingestion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * What may be ingested, and how.
 *
 * @param directories below which files may be read; none unless the administrator says so
 * @param maxDocumentBytes of one file, whichever way it comes in
 * @param maxDocuments of one task
 * @param partitions documents that a job works on at once
 */
public record IngestionSettings(
    List<Path> directories, long maxDocumentBytes, int maxDocuments, int partitions) {
  static final String DIRECTORIES = "meshwork.ingestion.directories";
  static final String MAX_DOCUMENT_SIZE = "meshwork.ingestion.max-document-size";
  static final String MAX_DOCUMENTS = "meshwork.ingestion.max-documents";
  static final String PARTITIONS = "meshwork.ingestion.partitions";

  private static final int DEFAULT_MAX_DOCUMENT_BYTES = 100 * 1024 * 1024;
  private static final int MAX_PARTITIONS = 64;

  public IngestionSettings {
    directories = List.copyOf(directories);
  }

  /**
   * @param processors of the machine: one document more than these is worked on at once, so that no
   *     core is idle while another document is read or written
   */
  static IngestionSettings read(Settings settings, int processors) {
    return new IngestionSettings(
        settings.text(DIRECTORIES).map(IngestionSettings::directories).orElse(List.of()),
        settings.integer(MAX_DOCUMENT_SIZE, DEFAULT_MAX_DOCUMENT_BYTES, 1, Integer.MAX_VALUE),
        settings.integer(MAX_DOCUMENTS, 100_000, 1, 10_000_000),
        settings.integer(PARTITIONS, Math.min(processors + 1, MAX_PARTITIONS), 1, MAX_PARTITIONS));
  }

  private static List<Path> directories(String value) {
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(IngestionSettings::directory)
        .toList();
  }

  private static Path directory(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new SettingRejected(
          DIRECTORIES, text, "a list of absolute paths of directories, separated by commas");
    }
    return path.normalize();
  }
}
