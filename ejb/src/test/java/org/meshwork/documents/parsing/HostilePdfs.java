package org.meshwork.documents.parsing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** PDFs that no library would write. */
final class HostilePdfs {
  private static final String CATALOG = "<</Type/Catalog/Pages 2 0 R>>";

  private HostilePdfs() {}

  static byte[] readableButEncrypted() {
    try (PDDocument document = Loader.loadPDF(Samples.pdf(""))) {
      AccessPermission permission = new AccessPermission();
      permission.setCanPrint(false);
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      return Samples.saved(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page whose content is so many zeros, compressed. */
  static byte[] deflateBomb(long zeros) {
    return withContent("/Filter/FlateDecode", deflated(zeros));
  }

  static byte[] chainedFilters() {
    return withContent("/Filter[/FlateDecode/LZWDecode]", deflated(1000));
  }

  /** One expanding filter behind one that is not. */
  static byte[] disguisedBomb(long zeros) {
    StringBuilder hex = new StringBuilder();
    for (byte b : deflated(zeros)) {
      hex.append("%02x".formatted(b));
    }
    return withContent(
        "/Filter[/ASCIIHexDecode/FlateDecode]", hex.append('>').toString().getBytes(ISO_8859_1));
  }

  /** Zeros, compressed, where the table of objects should be. */
  static byte[] crossReferenceBomb(long zeros) {
    byte[] bomb = deflated(zeros);
    byte[] head = "%PDF-1.5\n".getBytes(ISO_8859_1);
    byte[] table =
        stream(
            "<</Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
                .formatted(bomb.length),
            bomb);
    return joined(
        head,
        "1 0 obj\n".getBytes(ISO_8859_1),
        table,
        ("\nendobj\nstartxref\n" + head.length + "\n%%EOF\n").getBytes(ISO_8859_1));
  }

  static byte[] cyclicTree() {
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count 2/Kids[3 0 R]>>"),
            text("<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>")));
  }

  static byte[] deepTree(int levels) {
    List<byte[]> objects = new ArrayList<>();
    objects.add(text(CATALOG));
    for (int i = 0; i < levels; i++) {
      objects.add(text("<</Type/Pages/Count 1/Kids[%d 0 R]>>".formatted(i + 3)));
    }
    objects.add(text("<</Type/Page/MediaBox[0 0 9 9]>>"));
    return pdf(objects);
  }

  /** The same empty page, over and over. */
  static byte[] wideTree(int pages) {
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count %d/Kids[%s]>>".formatted(pages, "3 0 R ".repeat(pages))),
            text("<</Type/Page/MediaBox[0 0 9 9]>>")));
  }

  /** Ten leaves of ten leaves of ...: no list is long, but all together. */
  static byte[] bushyTree(int levels) {
    List<byte[]> objects = new ArrayList<>();
    objects.add(text(CATALOG));
    for (int i = 0; i < levels; i++) {
      objects.add(text("<</Type/Pages/Count 1/Kids[%s]>>".formatted((i + 3 + " 0 R ").repeat(10))));
    }
    objects.add(text("<</Type/Page/MediaBox[0 0 9 9]>>"));
    return pdf(objects);
  }

  static byte[] boastfulCount() {
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"),
            text(
                "<</Type/Page/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F1 5 0"
                    + " R>>>>>>"),
            stream("<</Length 41>>", text("BT /F1 12 Tf 72 300 Td (Torvay Head) Tj ET")),
            text("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")));
  }

  /** A form that draws a form ten times, which draws a form ten times, and none has any text. */
  static byte[] formsWithoutEnd(int levels) {
    List<byte[]> objects = new ArrayList<>();
    objects.add(text(CATALOG));
    objects.add(text("<</Type/Pages/Count 1/Kids[3 0 R]>>"));
    objects.add(
        text(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R"
                + "/Resources<</XObject<</X 5 0 R>>>>>>"));
    byte[] draw = text("/X Do ".repeat(10));
    objects.add(stream("<</Length " + draw.length + ">>", draw));
    for (int i = 0; i < levels; i++) {
      objects.add(
          stream(
              "<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X %d 0 R>>>>"
                      .formatted(i + 6)
                  + "/Length "
                  + draw.length
                  + ">>",
              draw));
    }
    objects.add(stream("<</Type/XObject/Subtype/Form/BBox[0 0 5 5]/Length 3>>", text("q Q")));
    return pdf(objects);
  }

  /** One page that lists the same content again and again. */
  static byte[] repeatedContent(int times) {
    byte[] content = text("q Q ".repeat(1000));
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count 1/Kids[3 0 R]>>"),
            text("<</Type/Page/MediaBox[0 0 9 9]/Contents[%s]>>".formatted("4 0 R ".repeat(times))),
            stream("<</Length " + content.length + ">>", content)));
  }

  /** Objects that nobody refers to, each of them in the table. */
  static byte[] manyObjects(int count) {
    List<byte[]> objects = new ArrayList<>();
    objects.add(text(CATALOG));
    objects.add(text("<</Type/Pages/Count 1/Kids[3 0 R]>>"));
    objects.add(text("<</Type/Page/MediaBox[0 0 9 9]>>"));
    byte[] object = text("9");
    for (int i = 0; i < count; i++) {
      objects.add(object);
    }
    return pdf(objects);
  }

  /** An array that is read with the page. */
  static byte[] longArray(String element, int times) {
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count 1/Kids[3 0 R]>>"),
            text("<</Type/Page/MediaBox[0 0 9 9]/X[%s]>>".formatted(element.repeat(times)))));
  }

  /** A page's content, compressed. */
  static byte[] content(String before, String piece, int times, String after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(text(before));
      byte[] repeated = text(piece);
      for (int i = 0; i < times; i++) {
        deflate.write(repeated);
      }
      deflate.write(text(after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withContent("/Filter/FlateDecode", bytes.toByteArray());
  }

  /** A page whose content is in many streams, each of so many zeros. */
  static byte[] manyContents(int streams, long zeros) {
    byte[] content = deflated(zeros);
    List<byte[]> objects = new ArrayList<>();
    StringBuilder references = new StringBuilder();
    for (int i = 0; i < streams; i++) {
      references.append(i + 4).append(" 0 R ");
    }
    objects.add(text(CATALOG));
    objects.add(text("<</Type/Pages/Count 1/Kids[3 0 R]>>"));
    objects.add(text("<</Type/Page/MediaBox[0 0 9 9]/Contents[" + references + "]>>"));
    for (int i = 0; i < streams; i++) {
      objects.add(stream("<</Filter/FlateDecode/Length " + content.length + ">>", content));
    }
    return pdf(objects);
  }

  private static byte[] withContent(String filter, byte[] content) {
    return pdf(
        List.of(
            text(CATALOG),
            text("<</Type/Pages/Count 1/Kids[3 0 R]>>"),
            text("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"),
            stream("<<" + filter + "/Length " + content.length + ">>", content)));
  }

  static byte[] deflated(long zeros) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(bytes, new Deflater(9), 1 << 16)) {
      byte[] block = new byte[1 << 16];
      for (long left = zeros; left > 0; left -= block.length) {
        deflate.write(block, 0, (int) Math.min(left, block.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] stream(String dictionary, byte[] content) {
    return joined(text(dictionary + "\nstream\n"), content, text("\nendstream"));
  }

  private static byte[] pdf(List<byte[]> objects) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder table = new StringBuilder();
    bytes.writeBytes(text("%PDF-1.4\n"));
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(bytes.size()));
      bytes.writeBytes(text((i + 1) + " 0 obj\n"));
      bytes.writeBytes(objects.get(i));
      bytes.writeBytes(text("\nendobj\n"));
    }
    int start = bytes.size();
    int size = objects.size() + 1;
    bytes.writeBytes(text("xref\n0 " + size + "\n0000000000 65535 f \n" + table));
    bytes.writeBytes(
        text("trailer\n<</Size " + size + "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n"));
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
