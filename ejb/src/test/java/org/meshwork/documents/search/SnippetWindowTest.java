package org.meshwork.documents.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.search.SearchHit.Highlight;
import org.meshwork.documents.search.SearchHit.Snippet;

class SnippetWindowTest {
  private static final String WORDS = "lorem ipsum ".repeat(100);

  @Test
  void leavesAShortPassageWhole() {
    List<Highlight> highlights = List.of(new Highlight(0, 5));

    assertThat(SnippetWindow.of("short text", highlights))
        .isEqualTo(new Snippet("short text", highlights));
  }

  @Test
  void beginsAtTheStartWithoutHighlights() {
    Snippet snippet = SnippetWindow.of(WORDS, List.of());

    assertThat(snippet.text()).startsWith("lorem").hasSizeBetween(270, 300).endsWith(" ");
  }

  @Test
  void choosesWhereMostHighlightsAre() {
    String text = WORDS + "NEEDLE one NEEDLE two " + WORDS + "NEEDLE " + WORDS;
    int first = text.indexOf("NEEDLE");
    int second = text.indexOf("NEEDLE", first + 1);
    int third = text.indexOf("NEEDLE", second + 1);

    Snippet snippet = SnippetWindow.of(text, List.of(at(first), at(second), at(third)));

    assertThat(snippet.highlights()).hasSize(2);
    assertThat(snippet.highlights())
        .allMatch(it -> snippet.text().substring(it.start(), it.end()).equals("NEEDLE"));
    assertThat(snippet.text()).hasSizeBetween(250, 330).startsWith("lorem").contains("one", "two");
  }

  @Test
  void reachesTheEndOfThePassage() {
    String text = WORDS + "NEEDLE";

    Snippet snippet = SnippetWindow.of(text, List.of(at(text.length() - 6)));

    assertThat(snippet.text()).endsWith("NEEDLE");
    assertThat(snippet.highlights()).hasSize(1);
  }

  @Test
  void cutsNoSurrogatePairWhereThereAreNoSpaces() {
    String text = "x" + "\uD834\uDD1E".repeat(400);

    Snippet snippet = SnippetWindow.of(text, List.of());

    assertThat(Character.isHighSurrogate(snippet.text().charAt(snippet.text().length() - 1)))
        .isFalse();
    assertThat(snippet.text()).hasSizeBetween(299, 300);
  }

  private static Highlight at(int start) {
    return new Highlight(start, start + "NEEDLE".length());
  }
}
