package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

class RefusesHostileTextsTest extends ParsingFixture {
  private static final List<String> NAMES =
      List.of(
          "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.odt", "a.epub", "a.csv", "a.json",
          "a.eml", "a");

  @Test
  void emptyUnderAnyName() {
    for (String name : NAMES) {
      assertReason(refused(name, new byte[0]), Reason.EMPTY);
    }
  }

  @Test
  void blankUnderAnyName() {
    for (String name : NAMES) {
      assertReason(refused(name, Samples.utf8(" \n\t \n")), Reason.NO_TEXT);
    }
    assertReason(
        refused("a.html", Samples.utf8("<html><body><p> </p></body></html>")), Reason.NO_TEXT);
  }

  @Test
  void randomBytesUnderAnyName() {
    byte[] bytes = new byte[100_000];
    new Random(42).nextBytes(bytes);
    for (String name : NAMES) {
      assertReason(refused(name, bytes), Reason.CORRUPT, Reason.UNSUPPORTED);
    }
  }

  @Test
  void bytesDecideAgainstTheName() {
    assertThat(parse("a.txt", Samples.pdf("")).mediaType()).isEqualTo("application/pdf");
    assertThat(parse("a.pdf", Samples.docx()).mediaType())
        .isEqualTo(DocumentFormat.DOCX.mediaType());
    assertThat(parse("a.docx", Samples.odt()).mediaType())
        .isEqualTo(DocumentFormat.ODT.mediaType());
    assertThat(parse("a.txt", Samples.epub()).mediaType())
        .isEqualTo(DocumentFormat.EPUB.mediaType());
    assertThat(parse("a.pdf", Samples.utf8(Samples.PROSE)).mediaType()).isEqualTo("text/plain");
    assertThat(parse("a.txt", Samples.utf8("<!doctype html><p>x")).mediaType())
        .isEqualTo("text/html");
    assertThat(parse("noname", Samples.mail()).mediaType()).isEqualTo("message/rfc822");
  }

  @Test
  void programsAndPicturesUnderAnyName() {
    byte[] elf = Arrays.copyOf(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}, 5_000);
    byte[] exe = Arrays.copyOf(new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0}, 5_000);
    byte[] png = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 5_000);
    for (byte[] bytes : List.of(elf, exe, png)) {
      assertReason(refused("a.pdf", bytes), Reason.UNSUPPORTED);
      assertReason(refused("a.txt", bytes), Reason.UNSUPPORTED);
    }
    assertReason(refused("a.txt", Samples.utf8("{\\rtf1\\ansi Hello}")), Reason.UNSUPPORTED);
    assertReason(
        refused("a.xml", Samples.utf8("<?xml version=\"1.0\"?><a>b</a>")), Reason.UNSUPPORTED);
  }

  @Test
  void hundredMegabytesInOneLine() throws IOException {
    for (String name : List.of("a.txt", "a.md", "a.csv", "a.json", "a.html")) {
      Path file = written(name.equals("a.txt") ? 100 << 20 : 12 << 20, Samples.utf8("light "));
      assertReason(refused(name, file, settings()), Reason.TOO_LARGE);
      Files.delete(file);
    }
  }

  @Test
  void deeplyNestedHtmlIsReadFlat() {
    String deep = "<div>".repeat(100_000) + "Torvay Head" + "</div>".repeat(100_000);
    assertThat(parse("a.html", Samples.utf8("<!doctype html>" + deep)).text())
        .isEqualTo("Torvay Head");
  }

  @Test
  void htmlOfNothingButTags() {
    assertReason(
        refused("a.html", Samples.utf8("<html>" + "<b>".repeat(600_000) + "x")), Reason.TOO_LARGE);
  }

  @Test
  void entitiesInHtmlDoNotMultiply() {
    String html =
        "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><html><body>&b;";
    assertThat(parse("a.html", Samples.utf8(html)).text()).hasSizeLessThan(200);
  }

  @Test
  void deeplyNestedMarkdown() {
    for (String markdown :
        List.of(
            "> ".repeat(20_000) + "x",
            "- ".repeat(20_000) + "x",
            "[".repeat(20_000) + "x" + "]".repeat(20_000),
            "*a _b ".repeat(20_000),
            "`".repeat(50_000) + " x` y")) {
      try {
        assertThat(parse("a.md", Samples.utf8(markdown)).text()).isNotBlank();
      } catch (DocumentUnreadable e) {
        assertReason(e, Reason.BOMB, Reason.TOO_SLOW);
      }
    }
  }

  private static final ParsingSettings HASTY =
      new ParsingSettings(Duration.ofSeconds(1), 10_000_000, 100, 512L << 20, 5);

  /** At each of these the parser of Markdown would look through the rest of the paragraph. */
  @Test
  void markdownThatTakesForEver() {
    Path file = file(Samples.utf8("<a ".repeat(1_000_000)));
    long start = System.nanoTime();
    assertReason(refused("a.md", file, HASTY), Reason.TOO_SLOW);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  /**
   * A fast machine reads these in time, a slow one refuses them; neither takes much longer than it
   * may.
   */
  @Test
  void markdownOfBracketsEndsInTime() {
    Path file = file(Samples.utf8("[".repeat(1_000_000) + "x"));
    TikaDocumentParser parser = new TikaDocumentParser(threads, HASTY);
    long start = System.nanoTime();
    Throwable refusal = catchThrowable(() -> parser.parse(file, "a.md"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    if (refusal != null) {
      assertReason((DocumentUnreadable) refusal, Reason.TOO_SLOW);
    }
  }

  @Test
  void deeplyNestedJson() {
    String deep = "[".repeat(100_000) + "1" + "]".repeat(100_000);
    assertReason(refused("a.json", Samples.utf8(deep)), Reason.BOMB);
  }

  @Test
  void jsonWhoseNamesMultiply() {
    String json = "{\"%s\":[%s]}".formatted("k".repeat(40_000), "1,".repeat(5_000) + "1");
    assertReason(refused("a.json", Samples.utf8(json)), Reason.TOO_LARGE);
  }

  @Test
  void jsonThatIsNoneIsText() {
    assertThat(parse("a.json", Samples.utf8("{ not json")).text()).isEqualTo("{ not json");
  }

  @Test
  void tableOfAMillionColumns() {
    ParsedDocument document = parse("a.csv", Samples.utf8("x,".repeat(1_000_000) + "y\n"));
    assertThat(document.blocks()).hasSize(1);
    assertThat(document.text()).endsWith("| y");
  }

  @Test
  void tableWithAnOpenQuote() {
    assertThat(parse("a.csv", Samples.utf8("a,\"b\n" + "c,d\n".repeat(1000))).text())
        .startsWith("a | b");
  }

  @Test
  void messagesAttachedToMessages() {
    StringBuilder mail = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      mail.append("Subject: ").append(i).append("\r\nContent-Type: message/rfc822\r\n\r\n");
    }
    assertReason(
        refused("a.eml", Samples.utf8(mail + "Subject: last\r\n\r\nText.\r\n")), Reason.BOMB);
  }

  @Test
  void partsWithinPartsOfAMessage() {
    StringBuilder mail = new StringBuilder("Subject: x\r\n");
    for (int i = 0; i < 3_000; i++) {
      mail.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
    }
    assertReason(refused("a.eml", Samples.utf8(mail + "\r\nText.\r\n")), Reason.BOMB);
  }

  private Path written(long bytes, byte[] pattern) throws IOException {
    Path file = Files.createTempFile(directory, "long", "");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long written = 0; written < bytes; written += pattern.length) {
        out.write(pattern);
      }
    }
    return file;
  }
}
