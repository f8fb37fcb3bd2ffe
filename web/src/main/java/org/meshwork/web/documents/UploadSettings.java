package org.meshwork.web.documents;

import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * Settings of uploads.
 *
 * @param maxRequestBytes {@code meshwork.ingestion.max-request-size}: of all files in one request
 *     (2 GiB)
 * @param maxFiles {@code meshwork.ingestion.max-request-files}: in one request (10,000)
 * @param maxUploads {@code meshwork.ingestion.max-uploads}: requests at once, each of which takes a
 *     thread (4 for each core)
 */
record UploadSettings(long maxRequestBytes, int maxFiles, int maxUploads) {
  private static final long MIB = 1L << 20;
  private static final long MAX = 1L << 40;
  private static final int MAX_UPLOADS = 1_000;

  static UploadSettings from(Settings settings, int processors) {
    return new UploadSettings(
        bytes(settings, "meshwork.ingestion.max-request-size", 2_048 * MIB),
        settings.integer("meshwork.ingestion.max-request-files", 10_000, 1, 1_000_000),
        settings.integer(
            "meshwork.ingestion.max-uploads",
            Math.min(4 * processors, MAX_UPLOADS),
            1,
            MAX_UPLOADS));
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
