package org.meshwork.documents.parsing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

class RefusesHostileArchivesTest extends ParsingFixture {
  private static final String LAUGHS = laughs();

  @Test
  void truncated() {
    for (String name : List.of("a.docx", "a.odt", "a.epub")) {
      byte[] whole = sample(name);
      assertReason(refused(name, Arrays.copyOf(whole, whole.length / 2)), Reason.CORRUPT);
    }
  }

  @Test
  void damagedInTheMiddle() {
    for (String name : List.of("a.docx", "a.odt", "a.epub")) {
      byte[] bytes = sample(name).clone();
      Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0x55);
      assertReason(refused(name, bytes), Reason.CORRUPT);
    }
  }

  @Test
  void docxProtectedByPassword() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (var stream = encryptor.getDataStream(files)) {
        stream.write(Samples.docx());
      }
      files.writeFilesystem(bytes);
    }
    assertReason(refused("a.docx", bytes.toByteArray()), Reason.ENCRYPTED);
  }

  @Test
  void odtProtectedByPassword() {
    Map<String, byte[]> parts = Samples.odtParts(Samples.odtContent("", "<text:p>secret</text:p>"));
    parts.put(
        "META-INF/manifest.xml",
        Samples.utf8(
            "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
                + "<m:file-entry m:full-path=\"content.xml\" m:media-type=\"text/xml\""
                + " m:size=\"9\"><m:encryption-data m:checksum=\"x\"/></m:file-entry>"
                + "</m:manifest>"));
    assertReason(refused("a.odt", Samples.zip(parts)), Reason.ENCRYPTED);
  }

  @Test
  void archivesAreNotDocuments() {
    byte[] inner = Samples.zip(Map.of("a.txt", new byte[10]));
    byte[] outer = Samples.zip(Map.of("inner.zip", inner));
    assertReason(refused("a.zip", outer), Reason.UNSUPPORTED);
    assertReason(refused("a.docx", outer), Reason.UNSUPPORTED);
  }

  @Test
  void archivesInsideADocumentStayClosed() {
    Map<String, byte[]> parts =
        Samples.odtParts(Samples.odtContent("", "<text:p>Torvay Head</text:p>"));
    parts.put("Pictures/bomb.zip", Samples.zip(Map.of("zeros", new byte[1 << 20])));
    parts.put("Pictures/bomb.zip.zip", Samples.zip(Map.of("z.zip", new byte[1 << 20])));
    assertThat(parse("a.odt", Samples.zip(parts)).text()).isEqualTo("Torvay Head");
  }

  @Test
  void partThatExpandsBeyondMeasure() throws IOException {
    for (String name : List.of("a.docx", "a.odt", "a.epub")) {
      String part = name.equals("a.docx") ? "word/document.xml" : "content.xml";
      assertReason(refused(name, withZeros(name, part, 64L << 20)), Reason.BOMB);
    }
  }

  /** After D. Fifield's bomb: the directory lists the same bytes under many names. */
  @Test
  void partsThatOverlap() {
    assertReason(refused("a.odt", overlapping(500)), Reason.BOMB);
  }

  @Test
  void partsWithoutNumber() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("mimetype"));
      zip.write(DocumentFormat.ODT.mediaType().getBytes(US_ASCII));
      for (int i = 0; i < 20_000; i++) {
        zip.putNextEntry(new ZipEntry("p" + i));
      }
    }
    assertReason(refused("a.odt", bytes.toByteArray()), Reason.BOMB);
  }

  @Test
  void entitiesThatMultiply() {
    assertReason(
        refused(
            "a.odt",
            Samples.zip(Samples.odtParts(Samples.odtContent(LAUGHS, "<text:p>&l9;</text:p>")))),
        Reason.BOMB);
    assertReason(refused("a.docx", docxWith(LAUGHS, "&l9;")), Reason.BOMB);
    ParsedDocument epub =
        parse(
            "a.epub",
            Samples.zip(
                Samples.epubParts(LAUGHS + "<html><body><p>Torvay &l9;</p></body></html>")));
    assertThat(epub.text()).contains("Torvay &l9;").hasSizeLessThan(1_000);
  }

  @Test
  void externalEntitiesAreNeverFetched() throws IOException {
    try (Witness witness = new Witness()) {
      Path secret = Files.writeString(directory.resolve("secret.txt"), "the-secret-of-the-server");
      for (String system : List.of(witness.url(), secret.toUri().toString())) {
        for (Map.Entry<String, byte[]> hostile : withExternal(system).entrySet()) {
          assertThat(textOrReason(hostile.getKey(), hostile.getValue()))
              .as(hostile.getKey())
              .doesNotContain("the-secret-of-the-server");
        }
      }
      assertThat(witness.connections()).isZero();
    }
  }

  private String textOrReason(String name, byte[] bytes) {
    try {
      return parse(name, bytes).text();
    } catch (DocumentUnreadable e) {
      return e.detail();
    }
  }

  private static Map<String, byte[]> withExternal(String system) {
    String doctype =
        "<!DOCTYPE r SYSTEM \"%s\" [<!ENTITY x SYSTEM \"%s\"><!ENTITY %% p SYSTEM \"%s\"> %%p;]>"
            .formatted(system, system, system);
    Map<String, byte[]> hostile = new LinkedHashMap<>();
    hostile.put(
        "a.odt",
        Samples.zip(Samples.odtParts(Samples.odtContent(doctype, "<text:p>light &x;</text:p>"))));
    Map<String, byte[]> metadata = Samples.odtParts(Samples.odtContent("", "<text:p>x</text:p>"));
    metadata.put("meta.xml", Samples.utf8(doctype + "<r>&x;</r>"));
    hostile.put("b.odt", Samples.zip(metadata));
    hostile.put("a.docx", docxWith(doctype, "&x;"));
    hostile.put(
        "a.epub", Samples.zip(Samples.epubParts(doctype + "<html><body><p>&x;</p></body></html>")));
    Map<String, byte[]> container = Samples.epubParts("<html><body><p>one</p></body></html>");
    container.put("META-INF/container.xml", Samples.utf8(doctype + "<r>&x;</r>"));
    hostile.put("b.epub", Samples.zip(container));
    hostile.put(
        "a.html",
        Samples.utf8(
            doctype
                + "<html><head><link rel=stylesheet href=\"%s\"></head><body>&x;<img src=\"%s\">"
                    .formatted(system, system)
                + "<iframe src=\"%s\"></iframe></body></html>".formatted(system)));
    hostile.put("a.xml", Samples.utf8("<?xml version=\"1.0\"?>" + doctype + "<r>&x;</r>"));
    return hostile;
  }

  private static byte[] docxWith(String doctype, String text) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        Samples.utf8(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\""
                + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/word/document.xml\""
                + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
                + "</Types>"));
    parts.put(
        "_rels/.rels",
        Samples.utf8(
            "<Relationships"
                + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Target=\"word/document.xml\""
                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
                + "</Relationships>"));
    parts.put(
        "word/document.xml",
        Samples.utf8(
            "<?xml version=\"1.0\"?>"
                + doctype
                + "<w:document"
                + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                + "<w:body><w:p><w:r><w:t>"
                + text
                + "</w:t></w:r></w:p></w:body></w:document>"));
    return Samples.zip(parts);
  }

  private static String laughs() {
    StringBuilder doctype = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 10; i++) {
      doctype.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    return doctype.append("]>").toString();
  }

  private static byte[] sample(String name) {
    return switch (name) {
      case "a.docx" -> Samples.docx();
      case "a.odt" -> Samples.odt();
      default -> Samples.epub();
    };
  }

  private byte[] withZeros(String name, String part, long zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name.equals("a.docx") ? "[Content_Types].xml" : "mimetype"));
      zip.write(
          (name.equals("a.odt") ? DocumentFormat.ODT : DocumentFormat.EPUB)
              .mediaType()
              .getBytes(US_ASCII));
      zip.putNextEntry(new ZipEntry(part));
      byte[] block = new byte[1 << 20];
      for (long left = zeros; left > 0; left -= block.length) {
        zip.write(block);
      }
    }
    return bytes.toByteArray();
  }

  /** One stored part, and a directory that names it many times. */
  private static byte[] overlapping(int names) {
    byte[] type = DocumentFormat.ODT.mediaType().getBytes(US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    ByteBuffer zip = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 0).putShort((short) 0);
    zip.putInt(0).putInt((int) crc.getValue()).putInt(type.length).putInt(type.length);
    zip.putShort((short) 8).putShort((short) 0).put("mimetype".getBytes(UTF_8)).put(type);
    int directory = zip.position();
    List<String> all = new ArrayList<>(List.of("mimetype"));
    for (int i = 0; i < names; i++) {
      all.add("part%04d".formatted(i));
    }
    for (String name : all) {
      zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putInt(0);
      zip.putInt(0).putInt((int) crc.getValue()).putInt(type.length).putInt(type.length);
      zip.putShort((short) 8).putShort((short) 0).putShort((short) 0).putShort((short) 0);
      zip.putShort((short) 0).putInt(0).putInt(0).put(name.getBytes(UTF_8));
    }
    int end = zip.position();
    zip.putInt(0x06054b50).putInt(0).putShort((short) all.size()).putShort((short) all.size());
    zip.putInt(end - directory).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }
}
