package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every embedding model keeps to. */
abstract class EmbeddingModelContract {
  abstract EmbeddingModel model();

  private static String words(int count) {
    return "lamp ".repeat(count);
  }

  @Test
  void givesVectorsOfItsDimensionAndOfLengthOne() {
    for (String text : List.of("The keeper lights the lamp.", "x", "日本語", "😀", words(50))) {
      for (float[] vector : List.of(model().embedPassage(text), model().embedQuery(text))) {
        assertThat(vector).hasSize(model().dimension());
        assertThat(Models.length(vector)).isCloseTo(1, Offset.offset(1e-5));
      }
    }
  }

  @Test
  void takesAsManyTokensAsItSaysAndNoMore() {
    int most = model().maxTokens() - model().specialTokens();
    assertThat(model().tokenizer().count(words(most))).isEqualTo(most);
    assertThat(model().embedPassage(words(most))).hasSize(model().dimension());
    assertThatThrownBy(() -> model().embedPassage(words(most + 1)))
        .isInstanceOfSatisfying(
            TextTooLong.class,
            tooLong ->
                assertThat(tooLong.extensions())
                    .containsEntry("tokens", model().maxTokens() + 1)
                    .containsEntry("maxTokens", model().maxTokens()));
  }

  @Test
  void refusesAQuestionThatIsTooLong() {
    assertThatThrownBy(() -> model().embedQuery(words(model().maxTokens())))
        .isInstanceOf(TextTooLong.class);
  }

  @Test
  void givesTheSameVectorWhoeverCallsBeside() {
    List<String> texts =
        IntStream.range(0, 24)
            .mapToObj(i -> "Ship %d left at dawn. ".formatted(i).repeat(i % 5 + 1))
            .toList();
    List<float[]> alone = texts.stream().map(model()::embedPassage).toList();
    List<float[]> together = texts.parallelStream().map(model()::embedPassage).toList();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(Arrays.equals(together.get(i), alone.get(i))).as(texts.get(i)).isTrue();
    }
  }
}
