package org.meshwork.documents.parsing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Small documents of each format, made by the libraries that write them. */
final class Samples {
  static final String PROSE =
      "The keeper climbed the tower every evening before sunset and lit the lamp, and in the"
          + " morning he drew the curtains, trimmed the wick and wrote the weather into his book.";
  static final String GERMAN =
      "Der Wärter stieg jeden Abend vor Sonnenuntergang auf den Turm und zündete die Lampe an, und"
          + " am Morgen zog er die Vorhänge zu und schrieb das Wetter in sein Buch.";

  private static final int CUT = PROSE.indexOf(" in the morning");

  private Samples() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A PDF with an outline, one page a chapter. */
  static byte[] pdf(String password) {
    try (PDDocument document = new PDDocument()) {
      document.getDocumentInformation().setTitle("The Light");
      document.getDocumentInformation().setAuthor("Ada Keeper");
      document.getDocumentInformation().setCreationDate(day(2021));
      PDDocumentOutline outline = new PDDocumentOutline();
      document.getDocumentCatalog().setDocumentOutline(outline);
      for (String chapter : List.of("The tower", "The lamp")) {
        PDPage page = new PDPage();
        document.addPage(page);
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(chapter);
        item.setDestination(page);
        outline.addLast(item);
        write(document, page, chapter);
      }
      if (!password.isEmpty()) {
        document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
      }
      return saved(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(PDDocument document, PDPage page, String chapter) throws IOException {
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA_BOLD), 18);
      content.newLineAtOffset(72, 700);
      content.showText(chapter);
      content.setFont(new PDType1Font(FontName.HELVETICA), 11);
      content.newLineAtOffset(0, -40);
      content.showText(PROSE.substring(0, CUT));
      content.newLineAtOffset(0, -14);
      content.showText(PROSE.substring(CUT + 1));
      content.endText();
    }
  }

  static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  private static Calendar day(int year) {
    Calendar day = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    day.clear();
    day.set(year, Calendar.MARCH, 4);
    return day;
  }

  static byte[] docx() {
    try (XWPFDocument document = new XWPFDocument()) {
      document.getProperties().getCoreProperties().setTitle("The Light");
      document.getProperties().getCoreProperties().setCreator("Ada Keeper");
      document
          .getProperties()
          .getCoreProperties()
          .setCreated(Optional.of(new Date(day(2021).getTimeInMillis())));
      XWPFParagraph heading = document.createParagraph();
      heading.setStyle("Heading1");
      heading.createRun().setText("The tower");
      document.createParagraph().createRun().setText(PROSE);
      XWPFTable table = document.createTable(2, 2);
      table.getRow(0).getCell(0).setText("Year");
      table.getRow(0).getCell(1).setText("Keeper");
      table.getRow(1).getCell(0).setText("1898");
      table.getRow(1).getCell(1).setText("Moar");
      document.createStyles().addStyle(headingStyle());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.write(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static org.apache.poi.xwpf.usermodel.XWPFStyle headingStyle() {
    var style =
        org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle.Factory.newInstance();
    style.setStyleId("Heading1");
    style.addNewName().setVal("heading 1");
    return new org.apache.poi.xwpf.usermodel.XWPFStyle(style);
  }

  static Map<String, byte[]> odtParts(String content) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
    parts.put("content.xml", utf8(content));
    parts.put(
        "meta.xml",
        utf8(
            "<?xml version=\"1.0\"?><office:document-meta"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><office:meta>"
                + "<dc:title>The Light</dc:title>"
                + "<meta:initial-creator>Ada Keeper</meta:initial-creator>"
                + "<dc:creator>Ada Keeper</dc:creator>"
                + "<meta:creation-date>2021-03-04T00:00:00Z</meta:creation-date>"
                + "<dc:date>2022-03-04T00:00:00Z</dc:date>"
                + "</office:meta></office:document-meta>"));
    return parts;
  }

  static String odtContent(String doctype, String body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + doctype
        + "<office:document-content"
        + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
        + "<office:text>"
        + body
        + "</office:text></office:body></office:document-content>";
  }

  static byte[] odt() {
    return zip(
        odtParts(
            odtContent(
                "",
                "<text:h text:outline-level=\"1\">The tower</text:h><text:p>"
                    + PROSE
                    + "</text:p><text:list><text:list-item><text:p>oil</text:p></text:list-item>"
                    + "</text:list>")));
  }

  static Map<String, byte[]> epubParts(String chapter) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", utf8("application/epub+zip"));
    parts.put(
        "META-INF/container.xml",
        utf8(
            "<container version=\"1.0\""
                + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
                + "<rootfile full-path=\"OEBPS/book.opf\""
                + " media-type=\"application/oebps-package+xml\"/></rootfiles></container>"));
    parts.put(
        "OEBPS/book.opf",
        utf8(
            "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata"
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>The Light</dc:title>"
                + "<dc:creator>Ada Keeper</dc:creator><dc:language>en</dc:language></metadata>"
                + "<manifest><item id=\"two\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>"
                + "<item id=\"one\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
                + "</manifest><spine><itemref idref=\"one\"/><itemref idref=\"two\"/></spine>"
                + "</package>"));
    parts.put("OEBPS/b.xhtml", utf8("<html><body><h1>The lamp</h1><p>Last.</p></body></html>"));
    parts.put("OEBPS/a.xhtml", utf8(chapter));
    return parts;
  }

  static byte[] epub() {
    return zip(
        epubParts(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body>"
                + "<h1>The tower</h1><p>"
                + PROSE
                + "&nbsp;</p></body></html>"));
  }

  /** The first part is stored, the others are deflated. */
  static byte[] zip(Map<String, byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      boolean first = true;
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        if (first) {
          store(entry, part.getValue());
        }
        first = false;
        zip.putNextEntry(entry);
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipEntry entry, byte[] value) {
    CRC32 crc = new CRC32();
    crc.update(value);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(value.length);
    entry.setCrc(crc.getValue());
  }

  static byte[] mail() {
    return utf8(
        """
        From: Ada Keeper <ada@light.example>
        To: board@light.example
        Subject: =?UTF-8?Q?The_light_at_H=C3=A4llan?=
        Date: Thu, 04 Mar 2021 00:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8

        The lamp was lit at six and burned all night without a fault, as it should.

        --inner
        Content-Type: text/html; charset=utf-8

        <p>The lamp was lit, in HTML.</p>

        --inner--
        --outer
        Content-Type: text/plain; charset=utf-8
        Content-Disposition: attachment; filename=log.txt

        The log of the night.

        --outer
        Content-Type: image/png
        Content-Disposition: attachment; filename=lamp.png
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=

        --outer--
        """
            .replace("\n", "\r\n"));
  }
}
