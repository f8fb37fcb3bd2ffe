package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.documents.parsing.Block.Kind;

class ReadsEveryFormatTest extends ParsingFixture {
  private static final Instant MARCH_2021 = Instant.parse("2021-03-04T00:00:00Z");

  @Test
  void readsPlainTextByParagraphs() {
    ParsedDocument document =
        parse("a.txt", Samples.utf8("One\r\nline \r\n\r\n\r\n\r\nTwo\0\u0007\n" + Samples.PROSE));
    assertThat(document.text()).isEqualTo("One\nline\n\nTwo\n" + Samples.PROSE);
    assertThat(document.blocks())
        .extracting(Block::kind)
        .containsExactly(Kind.PARAGRAPH, Kind.PARAGRAPH);
    assertThat(document.mediaType()).isEqualTo("text/plain");
    assertThat(document.language()).contains("en");
  }

  @Test
  void readsTextOfOtherCharsets() {
    String german = Samples.GERMAN.repeat(3);
    for (Charset charset :
        new Charset[] {
          StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("windows-1252")
        }) {
      ParsedDocument document = parse("a.txt", german.getBytes(charset));
      assertThat(document.text()).as(charset.name()).isEqualTo(german);
      assertThat(document.language()).contains("de");
    }
  }

  @Test
  void readsMarkdownWithoutItsMarkup() {
    ParsedDocument document =
        parse(
            "a.md",
            Samples.utf8(
                """
                ---
                title: "The Light"
                author: Ada Keeper
                date: 2021-03-04
                ---
                # The *tower*

                Some **bold** words and
                a [link](https://light.example).

                - oil
                - wick

                ```
                fl(2)
                  15s
                ```

                | Year | Keeper |
                |------|--------|
                | 1898 | Moar   |
                """));
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.created()).contains(MARCH_2021);
    assertThat(document.headings()).containsExactly(new Heading(1, "The tower", 0));
    assertThat(document.blocks())
        .extracting(Block::kind, block -> words(document, block))
        .containsExactly(
            tuple(Kind.HEADING, "The tower"),
            tuple(Kind.PARAGRAPH, "Some bold words and a link."),
            tuple(Kind.LIST_ITEM, "oil"),
            tuple(Kind.LIST_ITEM, "wick"),
            tuple(Kind.CODE, "fl(2)\n  15s"),
            tuple(Kind.TABLE_ROW, "Year | Keeper"),
            tuple(Kind.TABLE_ROW, "1898 | Moar"));
  }

  @Test
  void readsHtmlWithoutScriptsAndNavigation() {
    ParsedDocument document =
        parse(
            "a.html",
            Samples.utf8(
                "<!DOCTYPE html><html lang=de><head><title>The Light</title>"
                    + "<meta name=author content='Ada Keeper'><style>p{}</style></head><body>"
                    + "<nav>Home</nav><script>alert(1)</script><h2>The tower</h2>"
                    + "<div>One<div>Two</div>Three<br>four</div><ul><li>oil<li>wick</ul>"
                    + "<table><tr><th>Year<th>Keeper<tr><td>1898<td><p>Moar</p></table>"
                    + "<pre>fl(2)\n  15s</pre>"));
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.language()).contains("de");
    assertThat(document.headings()).containsExactly(new Heading(2, "The tower", 0));
    assertThat(document.blocks())
        .extracting(Block::kind, block -> words(document, block))
        .containsExactly(
            tuple(Kind.HEADING, "The tower"),
            tuple(Kind.PARAGRAPH, "One"),
            tuple(Kind.PARAGRAPH, "Two"),
            tuple(Kind.PARAGRAPH, "Three\nfour"),
            tuple(Kind.LIST_ITEM, "oil"),
            tuple(Kind.LIST_ITEM, "wick"),
            tuple(Kind.TABLE_ROW, "Year | Keeper"),
            tuple(Kind.TABLE_ROW, "1898 | Moar"),
            tuple(Kind.CODE, "fl(2)\n  15s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+300000-01-01T00:00:00Z", "-0044-03-15T00:00:00Z", "0000-01-01"})
  void ignoresDatesThatNoDatabaseKeeps(String date) {
    String front = "---\ndate: %1$s\nupdated: %1$s\n---\n".formatted(date);

    ParsedDocument document = parse("a.md", Samples.utf8(front + Samples.PROSE));

    assertThat(document.created()).isEmpty();
    assertThat(document.modified()).isEmpty();
  }

  @Test
  void ignoresADateOfAnOfficeDocumentThatNoDatabaseKeeps() {
    Map<String, byte[]> parts =
        Samples.odtParts(Samples.odtContent("", "<text:p>Torvay Head</text:p>"));
    String meta = new String(parts.get("meta.xml"), StandardCharsets.UTF_8);
    parts.put("meta.xml", Samples.utf8(meta.replace("2021-03-04", "300000-03-04")));

    assertThat(parse("a.odt", Samples.zip(parts)).created()).isEmpty();
  }

  @Test
  void readsHtmlInTheCharsetThatItDeclares() {
    byte[] html =
        ("<html><head><meta charset=iso-8859-15></head><body><p>Preis: 5 €</body></html>")
            .getBytes(Charset.forName("ISO-8859-15"));
    assertThat(parse("a.html", html).text()).isEqualTo("Preis: 5 €");
  }

  @Test
  void readsPdfWithHeadingsFromItsOutline() {
    ParsedDocument document = parse("a.pdf", Samples.pdf(""));
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.created()).contains(MARCH_2021);
    assertThat(document.language()).contains("en");
    assertThat(document.headings())
        .extracting(Heading::level, Heading::text)
        .containsExactly(tuple(1, "The tower"), tuple(1, "The lamp"));
    assertThat(document.text()).contains(Samples.PROSE);
    assertThat(document.text().split("The lamp", -1)).hasSize(2);
  }

  @Test
  void readsPdfThatOnlyForbidsPrinting() {
    ParsedDocument document = parse("a.pdf", HostilePdfs.readableButEncrypted());
    assertThat(document.text()).contains(Samples.PROSE);
  }

  @Test
  void readsDocx() {
    ParsedDocument document = parse("a.docx", Samples.docx());
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.created()).contains(MARCH_2021);
    assertThat(document.blocks())
        .extracting(Block::kind, block -> words(document, block))
        .containsExactly(
            tuple(Kind.HEADING, "The tower"),
            tuple(Kind.PARAGRAPH, Samples.PROSE),
            tuple(Kind.TABLE_ROW, "Year | Keeper"),
            tuple(Kind.TABLE_ROW, "1898 | Moar"));
  }

  @Test
  void readsOdt() {
    ParsedDocument document = parse("a.odt", Samples.odt());
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.created()).contains(MARCH_2021);
    assertThat(document.blocks())
        .extracting(Block::kind, block -> words(document, block))
        .containsExactly(
            tuple(Kind.HEADING, "The tower"),
            tuple(Kind.PARAGRAPH, Samples.PROSE),
            tuple(Kind.LIST_ITEM, "oil"));
  }

  @Test
  void readsEpubInTheOrderOfItsSpine() {
    ParsedDocument document = parse("a.epub", Samples.epub());
    assertThat(document.title()).contains("The Light");
    assertThat(document.author()).contains("Ada Keeper");
    assertThat(document.blocks())
        .extracting(Block::kind, block -> words(document, block))
        .containsExactly(
            tuple(Kind.HEADING, "The tower"),
            tuple(Kind.PARAGRAPH, Samples.PROSE),
            tuple(Kind.HEADING, "The lamp"),
            tuple(Kind.PARAGRAPH, "Last."));
  }

  @Test
  void readsCsvRowByRow() {
    ParsedDocument document =
        parse("a.csv", Samples.utf8("Year;Keeper\r\n1898;\"Moar; the elder\"\r\n"));
    assertThat(document.mediaType()).isEqualTo("text/csv");
    assertThat(document.text()).isEqualTo("Year | Keeper\n1898 | Moar; the elder");
  }

  @Test
  void readsJsonValuesWithTheirNames() {
    ParsedDocument document =
        parse(
            "a.json",
            Samples.utf8(
                "{\"light\":{\"name\":\"Torvay\",\"range\":18},\"keepers\":[{\"name\":\"Moar\"}]}"));
    assertThat(document.text())
        .isEqualTo("light.name: Torvay\nlight.range: 18\n\nkeepers.name: Moar");
  }

  @Test
  void readsMailWithItsTextAttachments() {
    ParsedDocument document = parse("a.eml", Samples.mail());
    assertThat(document.mediaType()).isEqualTo("message/rfc822");
    assertThat(document.title()).contains("The light at Hällan");
    assertThat(document.author()).hasValueSatisfying(author -> assertThat(author).contains("Ada"));
    assertThat(document.created()).contains(MARCH_2021);
    assertThat(document.text())
        .isEqualTo(
            "The light at Hällan\n\nThe lamp was lit at six and burned all night without a fault,"
                + " as it should.\n\nlog.txt\n\nThe log of the night.");
  }

  @Test
  void saysNoLanguageOfShortText() {
    assertThat(parse("a.txt", Samples.utf8("Torvay Head")).language()).isEmpty();
  }

  @Test
  void mendsHalfSurrogatePairs() {
    ParsedDocument document =
        parse("a.json", Samples.utf8("{\"a\":\"x\\ud83d y \\ud83d\\ude00\"}"));
    assertThat(document.text()).isEqualTo("a: x\uFFFD y \uD83D\uDE00");
  }

  private static String words(ParsedDocument document, Block block) {
    return document.text().substring(block.start(), block.end());
  }
}
