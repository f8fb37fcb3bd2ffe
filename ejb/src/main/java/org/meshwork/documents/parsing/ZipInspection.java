package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * Looks through a ZIP before a reader opens it: what kind of document it is, and whether it is a
 * bomb. Every part is expanded once, into nothing, and counted; what the directory says is not
 * believed.
 */
final class ZipInspection {
  private static final int MAX_ENTRIES = 10_000;
  private static final long RATIO_FROM_BYTES = 4L << 20;
  private static final int MAX_RATIO = 250;
  private static final int MAX_TYPE_BYTES = 200;

  private ZipInspection() {}

  /** The kind of document that a ZIP is, told by its parts. */
  static Optional<DocumentFormat> format(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      if (zip.getEntry("[Content_Types].xml") != null) {
        return Optional.of(DocumentFormat.DOCX)
            .filter(docx -> zip.getEntry("word/document.xml") != null || hasMainPart(zip));
      }
      return format(declaredType(zip), zip);
    }
  }

  private static Optional<DocumentFormat> format(String type, ZipFile zip) {
    if (type.equals(DocumentFormat.EPUB.mediaType())
        || zip.getEntry("META-INF/container.xml") != null) {
      return Optional.of(DocumentFormat.EPUB);
    }
    return Optional.of(DocumentFormat.ODT).filter(odt -> type.startsWith(odt.mediaType()));
  }

  private static boolean hasMainPart(ZipFile zip) {
    return Collections.list(zip.getEntries()).stream()
        .anyMatch(entry -> entry.getName().matches("word/document\\d*\\.xml"));
  }

  private static String declaredType(ZipFile zip) throws IOException {
    ZipArchiveEntry entry = zip.getEntry("mimetype");
    if (entry == null || !zip.canReadEntryData(entry)) {
      return "";
    }
    try (InputStream bytes = zip.getInputStream(entry)) {
      byte[] type = bytes.readNBytes(MAX_TYPE_BYTES);
      return new String(type, StandardCharsets.US_ASCII).strip();
    }
  }

  /**
   * @throws DocumentUnreadable when the parts are too many, overlap or expand beyond measure
   */
  static void check(Path file, ParseGuard guard) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      if (entries.size() > MAX_ENTRIES) {
        throw guard.met(Reason.BOMB, "It has %,d parts.".formatted(entries.size()));
      }
      checkOverlap(entries, guard);
      for (ZipArchiveEntry entry : entries) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          throw guard.met(Reason.ENCRYPTED, "Its part %s is encrypted.".formatted(entry.getName()));
        }
        expand(zip, entry, guard);
      }
    }
  }

  /** Two parts that share bytes make a small archive expand to a huge one (zip bomb of 2019). */
  private static void checkOverlap(List<ZipArchiveEntry> entries, ParseGuard guard) {
    List<ZipArchiveEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset));
    long end = 0;
    for (ZipArchiveEntry entry : inOrder) {
      if (entry.getLocalHeaderOffset() < end) {
        throw guard.met(Reason.BOMB, "Its parts overlap.");
      }
      end = entry.getLocalHeaderOffset() + Math.max(0, entry.getCompressedSize());
    }
  }

  private static void expand(ZipFile zip, ZipArchiveEntry entry, ParseGuard guard)
      throws IOException {
    if (entry.isDirectory()) {
      return;
    }
    long most =
        Math.max(RATIO_FROM_BYTES, Math.max(1, entry.getCompressedSize()) * (long) MAX_RATIO);
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream bytes = zip.getInputStream(entry)) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        size += n;
        guard.countExpanded(n);
        if (size > most) {
          throw guard.met(
              Reason.BOMB,
              "Its part %s expands more than %d times.".formatted(entry.getName(), MAX_RATIO));
        }
      }
    }
    // At its end, so that a bomb is called one.
    new Count("bytes in one part", HeapLimits.HERE.pieceBytes(), guard).add(size);
  }
}
