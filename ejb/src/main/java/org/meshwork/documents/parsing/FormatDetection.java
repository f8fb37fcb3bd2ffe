package org.meshwork.documents.parsing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * What a document is. Its bytes decide; its name chooses among kinds of text, and tells a damaged
 * document from one whose format is not supported.
 */
final class FormatDetection {
  private static final int PROBE_BYTES = 1 << 16;
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
  private static final Pattern HTML_START =
      Pattern.compile(
          "\\s*(<\\?xml[^>]{0,200}>\\s*)?(<!--.{0,2000}?-->\\s*)*<(!doctype\\s+html|html)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Map<String, DocumentFormat> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("txt", DocumentFormat.PLAIN_TEXT),
          Map.entry("text", DocumentFormat.PLAIN_TEXT),
          Map.entry("md", DocumentFormat.MARKDOWN),
          Map.entry("markdown", DocumentFormat.MARKDOWN),
          Map.entry("html", DocumentFormat.HTML),
          Map.entry("htm", DocumentFormat.HTML),
          Map.entry("xhtml", DocumentFormat.HTML),
          Map.entry("csv", DocumentFormat.CSV),
          Map.entry("tsv", DocumentFormat.CSV),
          Map.entry("json", DocumentFormat.JSON),
          Map.entry("eml", DocumentFormat.MAIL),
          Map.entry("pdf", DocumentFormat.PDF),
          Map.entry("docx", DocumentFormat.DOCX),
          Map.entry("odt", DocumentFormat.ODT),
          Map.entry("epub", DocumentFormat.EPUB));

  private static final Set<DocumentFormat> TEXTS =
      Set.of(
          DocumentFormat.PLAIN_TEXT,
          DocumentFormat.MARKDOWN,
          DocumentFormat.HTML,
          DocumentFormat.CSV,
          DocumentFormat.JSON,
          DocumentFormat.MAIL);

  /** Written with letters, but not to be read as text. */
  private static final Set<String> MARKUP =
      Set.of("application/rtf", "text/rtf", "application/postscript", "application/xml");

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

  /**
   * @throws DocumentUnreadable empty, of no supported format, damaged beyond recognition, or an
   *     Office document protected by a password
   */
  DocumentFormat detect(Path file, String name) throws IOException {
    byte[] probe;
    try (InputStream bytes = Files.newInputStream(file)) {
      probe = bytes.readNBytes(PROBE_BYTES);
    }
    if (probe.length == 0) {
      throw new DocumentUnreadable(Reason.EMPTY, "The document has no bytes.");
    }
    if (startsWith(probe, ZIP)) {
      return zip(file, name);
    }
    if (startsWith(probe, OLE2)) {
      throw ole2(probe);
    }
    return other(types.detect(new ByteArrayInputStream(probe), new Metadata()), probe, name);
  }

  private DocumentFormat zip(Path file, String name) {
    try {
      return ZipInspection.format(file)
          .orElseThrow(() -> unsupported("an archive or another kind of packaged document"));
    } catch (IOException e) {
      throw byName(name)
          .filter(format -> !TEXTS.contains(format))
          .map(format -> corrupt("Its list of parts can't be read: " + e.getMessage()))
          .orElseGet(() -> unsupported("an archive"));
    }
  }

  /** Office encrypts a DOCX into a stream of this name within an OLE 2 container. */
  private static DocumentUnreadable ole2(byte[] probe) {
    String encrypted = "EncryptedPackage";
    String wide = new String(probe, StandardCharsets.UTF_16LE);
    if (wide.contains(encrypted)) {
      return new DocumentUnreadable(
          Reason.ENCRYPTED, "The document is protected by a password; save it without one.");
    }
    return unsupported("an Office document of before 2007");
  }

  private DocumentFormat other(MediaType type, byte[] probe, String name) {
    if (type.toString().equals(DocumentFormat.PDF.mediaType())) {
      return DocumentFormat.PDF;
    }
    if (looksLikeHtml(probe)) {
      return DocumentFormat.HTML;
    }
    if (isText(type)) {
      return text(type, name);
    }
    if (type.equals(MediaType.OCTET_STREAM) && byName(name).isPresent()) {
      throw corrupt("Its bytes are of no format that its name could mean.");
    }
    throw unsupported(type.toString());
  }

  private DocumentFormat text(MediaType type, String name) {
    Optional<DocumentFormat> named = byName(name).filter(TEXTS::contains);
    if (named.isPresent()) {
      return named.get();
    }
    return switch (type.toString()) {
      case "text/html", "application/xhtml+xml" -> DocumentFormat.HTML;
      case "message/rfc822" -> DocumentFormat.MAIL;
      case "application/json" -> DocumentFormat.JSON;
      default -> DocumentFormat.PLAIN_TEXT;
    };
  }

  private boolean isText(MediaType type) {
    MediaTypeRegistry registry = types.getMediaTypeRegistry();
    for (MediaType each = type; each != null; each = registry.getSupertype(each)) {
      if (MARKUP.contains(each.toString())) {
        return false;
      }
      if (each.equals(MediaType.TEXT_PLAIN) || each.toString().equals("message/rfc822")) {
        return true;
      }
    }
    return false;
  }

  private static boolean looksLikeHtml(byte[] probe) {
    String start = new String(probe, 0, Math.min(probe.length, 4_000), StandardCharsets.ISO_8859_1);
    String unmarked = start.startsWith("\u00EF\u00BB\u00BF") ? start.substring(3) : start;
    return HTML_START.matcher(unmarked).matches();
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && java.util.Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static Optional<DocumentFormat> byName(String name) {
    int dot = name.lastIndexOf('.');
    return Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  private static DocumentUnreadable unsupported(String what) {
    return new DocumentUnreadable(
        Reason.UNSUPPORTED,
        "The document is %s; text, Markdown, HTML, PDF, DOCX, ODT, EPUB, CSV, JSON and mail are read."
            .formatted(what));
  }

  private static DocumentUnreadable corrupt(String detail) {
    return new DocumentUnreadable(Reason.CORRUPT, detail);
  }
}
