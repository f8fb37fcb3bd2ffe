package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Map<String, Integer> PIECES =
      Map.of("[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "la", 4, "lamp", 5, "##lamp", 6, "##s", 7);

  private static int longest(Vocabulary vocabulary, String word, int from, boolean continuation) {
    int[] codePoints = word.codePoints().toArray();
    int entry = vocabulary.longestPrefix(codePoints, from, codePoints.length, continuation);
    return entry == Vocabulary.NONE ? Vocabulary.NONE : vocabulary.id(entry);
  }

  @Test
  void findsTheLongestPieceAndTellsBeginningsFromContinuations() {
    Vocabulary vocabulary = new Vocabulary(PIECES);
    assertThat(longest(vocabulary, "lamps", 0, false)).isEqualTo(5);
    assertThat(longest(vocabulary, "lam", 0, false)).isEqualTo(4);
    assertThat(longest(vocabulary, "lamps", 0, true)).isEqualTo(6);
    assertThat(longest(vocabulary, "lamps", 4, true)).isEqualTo(7);
    assertThat(longest(vocabulary, "s", 0, false)).isEqualTo(Vocabulary.NONE);
  }

  @Test
  void refusesAVocabularyWithoutSpecialTokens() {
    assertThatThrownBy(() -> new Vocabulary(Map.of("[UNK]", 1, "[CLS]", 2)))
        .hasMessageContaining("[SEP]");
  }

  @Test
  void refusesTheTokenizerOfACasedModel() {
    String json =
        "{\"normalizer\":{\"type\":\"BertNormalizer\",\"lowercase\":false},\"model\":{\"vocab\":{}}}";
    assertThatThrownBy(
            () -> Vocabulary.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
        .hasMessageContaining("uncased");
  }
}
