package org.meshwork.documents.parsing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** For each format, the documents that take the most memory of all that may be handed in. */
enum WorstDocuments {
  MARKDOWN_HEADINGS("md", out -> repeat(out, "# a\n", 80_000)),
  MARKDOWN_PARAGRAPHS("md", out -> repeat(out, "a\n\n", 80_000)),
  MARKDOWN_LISTS("md", out -> repeat(out, "- a\n", 60_000)),
  MARKDOWN_NESTED_QUOTES("md", out -> repeat(out, "> ".repeat(500) + "a\n\n", 450)),
  MARKDOWN_NESTED_LISTS("md", out -> repeat(out, "- ".repeat(500) + "a\n\n", 450)),
  MARKDOWN_INLINE("md", out -> repeat(out, "*a* ", 120_000)),
  MARKDOWN_LINES("md", out -> repeat(out, "a\n", 250_000)),
  MARKDOWN_TABLE(
      "md",
      out -> {
        repeat(out, "|a", 1_000);
        repeat(out, "|\n", 1);
        repeat(out, "|-", 1_000);
        repeat(out, "|\n", 1);
        repeat(out, "|a\n", 240);
      }),
  MARKDOWN_TABLE_BEYOND(
      "md",
      out -> {
        repeat(out, "|a", 1_000);
        repeat(out, "|\n", 1);
        repeat(out, "|-", 1_000);
        repeat(out, "|\n", 1);
        repeat(out, "|a\n", 50_000);
      }),
  MARKDOWN_HEADINGS_BEYOND("md", out -> repeat(out, "# a\n", Size.TEXT / 4)),
  MARKDOWN_HTML("md", out -> repeat(out, "<div>\n" + "<b>".repeat(250_000) + "\n\n", 1)),
  HTML_TAGS("html", out -> html(out, "<p>a", 250_000)),
  HTML_ATTRIBUTES("html", out -> html(out, "<p a b c d>", 200_000)),
  HTML_COMMENT(
      "html",
      out -> {
        html(out, "<!--", 1);
        repeat(out, "a", 30_000_000);
      }),
  HTML_ONE_TEXT("html", out -> html(out, "a", 30_000_000)),
  CSV_COMMAS("csv", out -> repeat(out, ",".repeat(1_000_000) + "\n", 9)),
  CSV_CELLS("csv", out -> repeat(out, "x,".repeat(900_000) + "\n", 4)),
  CSV_ROWS("csv", out -> repeat(out, "x\n", 250_000)),
  JSON_OBJECTS("json", out -> surrounded(out, "[", "{\"a\":1},", 250_000, "1]")),
  JSON_NUMBERS("json", out -> surrounded(out, "[", "1,", Size.TEXT / 2, "1]")),
  JSON_DEEP("json", out -> surrounded(out, "", "{\"aaaaaaaaaa\":", 900, "1" + "}".repeat(900))),
  TEXT_ONE_LINE("txt", out -> repeat(out, "a", Size.TEXT)),
  TEXT_WIDE_LINE("txt", out -> repeat(out, "\u6f22", Size.TEXT)),
  TEXT_PARAGRAPHS("txt", out -> repeat(out, "a\n\n", 250_000)),
  TEXT_LINES("txt", out -> repeat(out, "a\n", Size.TEXT / 2)),
  MAIL_TEXT("eml", out -> surrounded(out, "From: a\r\nSubject: b\r\n\r\n", "a\n\n", 250_000, "")),
  MAIL_HTML(
      "eml",
      out ->
          surrounded(
              out,
              "From: a\r\nSubject: b\r\nContent-Type: text/html\r\n\r\n<html>",
              "<p>a",
              400_000,
              "")),
  MAIL_HEADERS(
      "eml",
      out -> {
        for (int i = 0; i < 900; i++) {
          surrounded(out, "Content-Type" + ": text/plain; a=\"", "b", 90_000, "\"\r\n");
        }
        repeat(out, "\r\ntext\r\n", 1);
      }),
  MAIL_SUBJECTS(
      "eml",
      out -> {
        repeat(out, "From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 1);
        for (int i = 0; i < 900; i++) {
          surrounded(
              out,
              "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"",
              "c",
              90_000,
              "\"\r\n\r\nd\r\n");
        }
        repeat(out, "--b--\r\n", 1);
      }),
  ODT_PARAGRAPHS("odt", out -> odt(out, "<text:p>a</text:p>", 250_000)),
  ODT_ATTRIBUTE(
      "odt",
      out ->
          odt(
              out,
              Samples.odtContent("", "<text:p text:style-name=\"@\"/>"),
              noise(),
              30_000_000 / 80)),
  ODT_COMMENT("odt", out -> odt(out, Samples.odtContent("", "<!--@-->"), noise(), 30_000_000 / 80)),
  DOCX_PARAGRAPHS("docx", out -> docx(out, "<w:p><w:r><w:t>a</w:t></w:r></w:p>", 250_000)),
  DOCX_ATTRIBUTE("docx", out -> docx(out, "<w:p a=\"@\"/>", noise(), 30_000_000 / 80)),
  DOCX_RELATIONSHIPS(
      "docx",
      out ->
          zip(
              out,
              Map.of(
                  "word/document.xml", Samples.utf8("<w:document xmlns:w=\"" + Size.WORD + "\"/>")),
              "word/_rels/document.xml.rels",
              "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">@"
                  + "</Relationships>",
              "<Relationship Id=\"%d\" Type=\"http://a/b\" Target=\"http://a/%d\""
                  + " TargetMode=\"External\"/>",
              200_000)),
  EPUB_TAGS(
      "epub",
      out ->
          zip(out, Samples.epubParts("<p>x"), "OEBPS/a.xhtml", "<html>@</html>", "<p>a", 250_000)),
  EPUB_TEXT(
      "epub",
      out ->
          zip(
              out,
              Samples.epubParts("<p>x"),
              "OEBPS/a.xhtml",
              "<html><!--@--></html>",
              noise(),
              30_000_000 / 80)),
  PDF_PAGES("pdf", out -> out.write(HostilePdfs.wideTree(19_000))),
  PDF_OBJECTS("pdf", out -> out.write(HostilePdfs.manyObjects(250_000))),
  PDF_ARRAY("pdf", out -> out.write(HostilePdfs.longArray("1.5 ", 1_000_000))),
  PDF_OPERANDS("pdf", out -> out.write(HostilePdfs.content("[", "1.5 ", 2_000_000, "] TJ"))),
  PDF_SHOWN_TEXT(
      "pdf", out -> out.write(HostilePdfs.content("BT /F 9 Tf ", "(a) Tj ", 2_000_000, "ET"))),
  PDF_MANY_STREAMS("pdf", out -> out.write(HostilePdfs.manyContents(40, 15 << 20)));

  /** What may be handed in at the defaults. */
  private static final class Size {
    static final int TEXT = 9_900_000;
    static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  }

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private final String ending;
  private final Content content;

  WorstDocuments(String ending, Content content) {
    this.ending = ending;
    this.content = content;
  }

  Path in(Path directory) throws IOException {
    Path file = directory.resolve(name().toLowerCase(java.util.Locale.ROOT) + "." + ending);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      content.write(out);
    }
    return file;
  }

  private static void repeat(OutputStream out, String piece, int times) throws IOException {
    byte[] bytes = piece.getBytes(UTF_8);
    for (int i = 0; i < times; i++) {
      out.write(bytes);
    }
  }

  private static void surrounded(
      OutputStream out, String before, String piece, int times, String after) throws IOException {
    repeat(out, before, 1);
    repeat(out, piece, times);
    repeat(out, after, 1);
  }

  private static void html(OutputStream out, String piece, int times) throws IOException {
    surrounded(out, "<!doctype html><html>", piece, times, "");
  }

  /** Eighty characters that don't compress so well that they count as a bomb. */
  private static String noise() {
    return "a%d ".repeat(8).concat("0123456789012345678901234567890123456789");
  }

  private static void odt(OutputStream out, String piece, int times) throws IOException {
    odt(out, Samples.odtContent("", "@"), piece, times);
  }

  private static void odt(OutputStream out, String frame, String piece, int times)
      throws IOException {
    zip(out, Samples.odtParts(""), "content.xml", frame, piece, times);
  }

  private static void docx(OutputStream out, String piece, int times) throws IOException {
    docx(out, "@", piece, times);
  }

  private static void docx(OutputStream out, String body, String piece, int times)
      throws IOException {
    zip(
        out,
        Map.of(),
        "word/document.xml",
        "<w:document xmlns:w=\"" + Size.WORD + "\"><w:body>" + body + "</w:body></w:document>",
        piece,
        times);
  }

  /** A ZIP one part of which holds a piece many times, where the frame has its mark. */
  private static void zip(
      OutputStream out,
      Map<String, byte[]> parts,
      String largePart,
      String frame,
      String piece,
      int times)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    if (largePart.startsWith("word/")) {
      put(zip, "[Content_Types].xml", CONTENT_TYPES);
      put(zip, "_rels/.rels", RELATIONSHIPS);
    }
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      if (!part.getKey().equals(largePart)) {
        put(zip, part.getKey(), new String(part.getValue(), UTF_8));
      }
    }
    zip.putNextEntry(new ZipEntry(largePart));
    int mark = frame.indexOf('@');
    repeat(zip, frame.substring(0, mark), 1);
    for (int i = 0; i < times; i++) {
      zip.write(piece.replace("%d", Integer.toString(i)).getBytes(ISO_8859_1));
    }
    repeat(zip, frame.substring(mark + 1), 1);
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(Samples.utf8(content));
  }

  private static final String CONTENT_TYPES =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Default Extension=\"rels\""
          + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
          + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

  private static final String RELATIONSHIPS =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          + "<Relationship Id=\"r\" Target=\"word/document.xml\" Type=\"http://schemas."
          + "openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
          + "</Relationships>";
}
