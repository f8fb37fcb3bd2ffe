package org.meshwork.web.documents;

import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * Settings of uploads.
 *
 * @param maxDocumentBytes {@code meshwork.ingestion.max-document-size}: of one file (100 MiB)
 * @param maxRequestBytes {@code meshwork.ingestion.max-request-size}: of all files in one request
 *     (2 GiB)
 * @param maxFiles {@code meshwork.ingestion.max-request-files}: in one request (10,000)
 */
record UploadSettings(long maxDocumentBytes, long maxRequestBytes, int maxFiles) {
  private static final long MIB = 1L << 20;
  private static final long MAX = 1L << 40;

  static UploadSettings from(Settings settings) {
    return new UploadSettings(
        bytes(settings, "meshwork.ingestion.max-document-size", 100 * MIB),
        bytes(settings, "meshwork.ingestion.max-request-size", 2_048 * MIB),
        settings.integer("meshwork.ingestion.max-request-files", 10_000, 1, 1_000_000));
  }

  private static long bytes(Settings settings, String key, long fallback) {
    return settings.text(key).map(value -> bytes(key, value)).orElse(fallback);
  }

  private static long bytes(String key, String value) {
    String expected = "a number of bytes from 1 to %d".formatted(MAX);
    try {
      long bytes = Long.parseLong(value);
      if (bytes >= 1 && bytes <= MAX) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      throw new SettingRejected(key, value, expected);
    }
    throw new SettingRejected(key, value, expected);
  }
}
