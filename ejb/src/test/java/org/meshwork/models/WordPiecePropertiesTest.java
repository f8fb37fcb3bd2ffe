package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class WordPiecePropertiesTest {
  /** Any UTF-16, broken surrogates included, and things that words are made of. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> anything = Arbitraries.chars().range('\u0000', '\uffff').map(String::valueOf);
    Arbitrary<String> likely =
        Arbitraries.of(
            " ",
            "\n",
            "lamp",
            "ing",
            "Harbour",
            "é",
            "e\u0301",
            "\u0301",
            "字",
            "가",
            "😀",
            "\ud83d",
            "\ude00",
            "\u200d",
            "-",
            "İ",
            "[SEP]",
            "\u0000",
            "\u2028",
            "1887",
            "x".repeat(99));
    return Arbitraries.frequencyOf(Tuple.of(1, anything), Tuple.of(4, likely))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property
  void tokensStandInOrderInsideTheText(@ForAll("texts") String text) {
    int start = 0;
    int end = 0;
    for (Token token : Models.WORD_PIECE.tokenize(text)) {
      assertThat(token.start()).isGreaterThanOrEqualTo(start).isLessThan(token.end());
      assertThat(token.end()).isGreaterThanOrEqualTo(end).isLessThanOrEqualTo(text.length());
      if (!token.inside()) {
        assertThat(token.start()).isGreaterThanOrEqualTo(end);
      }
      start = token.start();
      end = token.end();
    }
  }

  @Property
  void wordsAreIndependent(@ForAll("texts") String text, @ForAll int choice) {
    List<Token> tokens = Models.WORD_PIECE.tokenize(text);
    List<Token> heads = tokens.stream().filter(token -> !token.inside()).toList();
    if (heads.isEmpty()) {
      return;
    }
    int cut = heads.get(Math.floorMod(choice, heads.size())).start();
    List<Integer> ids = new ArrayList<>();
    Models.WORD_PIECE.tokenize(text.substring(0, cut)).forEach(token -> ids.add(token.id()));
    Models.WORD_PIECE.tokenize(text.substring(cut)).forEach(token -> ids.add(token.id()));
    assertThat(ids).isEqualTo(tokens.stream().map(Token::id).toList());
  }

  @Property
  void countingAndScanningAgreeWithTokenizing(@ForAll("texts") String text) {
    List<Token> scanned = new ArrayList<>();
    Models.WORD_PIECE.scan(
        text, (start, end, id, inside) -> scanned.add(new Token(start, end, id, inside)));
    assertThat(scanned).isEqualTo(Models.WORD_PIECE.tokenize(text));
    assertThat(Models.WORD_PIECE.count(text)).isEqualTo(scanned.size());
  }
}
