package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected ids and offsets are those of Hugging Face's tokenizers 0.23.3. */
class WordPieceTest {
  private static final int UNKNOWN = 100;

  static Stream<Arguments> texts() {
    return Stream.of(
        text(
            "The harbour-master's log, 1887: \"no lights seen\".",
            "1996@0-3 7440@4-11 1011@11-12 3040@12-18 1005@18-19 1055@19-20 8833@21-24 1010@24-25 6837@26-30 1024@30-31 1000@32-33 2053@33-35 4597@36-42 2464@43-47 1000@47-48 1012@48-49"),
        text(
            "Crème brûlée, Ångström and naïve cafe\u0301s",
            "13675@0-2 21382@2-5 7987@6-8 9307@8-11 2063@11-12 1010@12-13 17076@14-17 15687@17-22 1998@23-26 15743@27-32 23812@33-39"),
        text(
            "Straße ΑΛΦΆ Москва йод",
            "2358@0-2 27807@2-6 1155@7-8 29727@8-9 29736@9-10 14608@10-11 1191@12-13 14150@13-14 29747@14-15 23925@15-16 25529@16-17 10260@17-18 1188@19-20 14150@20-21 29742@21-22"),
        text(
            "日本語のテキスト 漢字kana",
            "1864@0-1 1876@1-2 1950@2-3 1671@3-4 30239@4-5 30227@5-6 30233@6-7 30240@7-8 1904@9-10 100@10-11 22827@11-14 2050@14-15"),
        text("안녕 world", "1463@0-1 30006@0-1 30021@0-1 29992@1-2 30010@1-2 30025@1-2 2088@3-8"),
        text(
            "smile 😀 family 👨\u200d👩\u200d👧 flag 🇩🇪!",
            "2868@0-5 100@6-8 2155@9-15 100@16-24 5210@25-29 100@30-34 999@34-35"),
        text(
            "zero\u200bwidth soft\u00adhyphen nbsp\u00a0here",
            "5717@0-4 9148@5-7 11927@7-9 2232@9-10 3730@11-15 10536@16-18 8458@18-20 2368@20-22 1050@23-24 5910@24-26 2361@26-27 2182@28-32"),
        text(
            "tab\tand\r\nline\u2028sep bell\u0007 del\u007f end",
            "21628@0-3 1998@4-7 2240@9-13 19802@14-17 4330@18-22 3972@24-27 2203@29-32"),
        text(
            "unaffable embeddings",
            "14477@0-3 20961@3-6 3468@6-9 7861@10-12 8270@12-15 4667@15-19 2015@19-20"),
        text(
            "[CLS] is text [SEP]",
            "1031@0-1 18856@1-3 2015@3-4 1033@4-5 2003@6-8 3793@9-13 1031@14-15 19802@15-18 1033@18-19"),
        text(
            "İstanbul ǅungla ½ €5 + 3=8 ≠ 9",
            "9960@0-8 100@9-15 1092@16-17 1574@18-19 2629@19-20 1009@21-22 1017@23-24 1027@24-25 1022@25-26 1027@27-28 1023@29-30"),
        text("\ufffd\u0000a", "1037@2-3"),
        text("(a)—b…c", "1006@0-1 1037@1-2 1007@2-3 1517@3-4 1038@4-5 1529@5-6 1039@6-7"),
        text("\ud840\udc00\ud869\uded6x", "100@0-2 100@2-4 1060@4-5"));
  }

  private static Arguments text(String text, String tokens) {
    return Arguments.of(text, tokens);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void cutsTextAsTheOriginalDoes(String text, String tokens) {
    List<String> cut =
        Models.WORD_PIECE.tokenize(text).stream()
            .map(token -> "%d@%d-%d".formatted(token.id(), token.start(), token.end()))
            .toList();
    assertThat(cut).isEqualTo(Arrays.asList(tokens.split(" ")));
  }

  @Test
  void saysWhichTokensGoOnWithAWord() {
    assertThat(Models.WORD_PIECE.tokenize("unaffable, it's"))
        .extracting(Token::inside)
        .containsExactly(false, true, true, false, false, false, false);
  }

  @Test
  void countsAnAccentThatStandsAfterItsLetterToTheLetter() {
    assertThat(Models.WORD_PIECE.tokenize("e\u0301\u0302 x"))
        .containsExactly(new Token(0, 3, 1041), new Token(4, 5, 1060));
  }

  @Test
  void composesAWordOfHundredCharactersAndNoLongerOne() {
    assertThat(Models.WORD_PIECE.tokenize("x".repeat(100)))
        .hasSize(50)
        .extracting(Token::id)
        .startsWith(22038, 20348);
    assertThat(Models.WORD_PIECE.tokenize("y".repeat(101) + " z"))
        .containsExactly(new Token(0, 101, UNKNOWN), new Token(102, 103, 1062));
    assertThat(Models.WORD_PIECE.tokenize("a" + "\u0301".repeat(200) + "b"))
        .containsExactly(new Token(0, 202, 11113));
  }

  @Test
  void makesNothingOfLoneSurrogates() {
    assertThat(Models.WORD_PIECE.tokenize("a\ud800 \udc00b"))
        .containsExactly(new Token(0, 1, 1037), new Token(4, 5, 1038));
  }

  @Test
  void findsNoTokensInWhiteSpace() {
    assertThat(Models.WORD_PIECE.tokenize("")).isEmpty();
    assertThat(Models.WORD_PIECE.tokenize(" \t\r\n\u00a0\u2003\u3000")).isEmpty();
  }

  @Test
  void bothModelsHaveTheSameVocabulary() {
    WordPiece other = new WordPiece(Models.vocabulary(OnnxModel.MINILM));
    String text = "The keeper's lamp — crème, 日本語, 😀 — burned 1,887 nights.";
    assertThat(other.tokenize(text)).isEqualTo(Models.WORD_PIECE.tokenize(text));
  }
}
