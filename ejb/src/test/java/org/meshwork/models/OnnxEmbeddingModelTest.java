package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelTest {
  private static final OnnxEmbeddingModel BGE = Models.onnx(OnnxModel.BGE_SMALL, 2);
  private static final OnnxEmbeddingModel MINILM = Models.onnx(OnnxModel.MINILM, 2);

  @AfterAll
  static void close() {
    BGE.close();
    MINILM.close();
  }

  @Nested
  class Bge extends MeaningContract {
    @Override
    EmbeddingModel model() {
      return BGE;
    }

    @Test
    void phrasesAQuestionOtherwiseThanAPassage() {
      String text = "storm signals";
      assertThat(model().embedQuery(text)).isNotEqualTo(model().embedPassage(text));
      assertThat(model().embedQuery(text))
          .isEqualTo(
              model()
                  .embedPassage(
                      "Represent this sentence for searching relevant passages: " + text));
    }
  }

  @Nested
  class MiniLm extends MeaningContract {
    @Override
    EmbeddingModel model() {
      return MINILM;
    }

    @Test
    void phrasesAQuestionAsAPassage() {
      assertThat(model().embedQuery("storm")).isEqualTo(model().embedPassage("storm"));
    }

    @Test
    void refusesWhatItWasNotEvaluatedFor() {
      assertThat(model().maxTokens()).isEqualTo(256);
    }
  }

  /** Texts of near meaning are near. */
  abstract static class MeaningContract extends EmbeddingModelContract {
    @Test
    void putsAParaphraseNearAndAnotherSubjectFar() {
      float[] passage =
          model().embedPassage("The lighthouse keeper lit the lamp every evening at sunset.");
      double paraphrase =
          Models.cosine(
              passage,
              model()
                  .embedPassage(
                      "At dusk each day, the man in the lighthouse switched on the light."));
      double other =
          Models.cosine(
              passage, model().embedPassage("Quarterly revenue of the software company fell."));
      assertThat(paraphrase).isGreaterThan(0.6);
      assertThat(other).isLessThan(paraphrase - 0.25);
    }

    @Test
    void putsAQuestionNearestToItsAnswer() {
      float[] question = model().embedQuery("How is bread made to rise?");
      double answer =
          Models.cosine(
              question,
              model().embedPassage("Yeast ferments sugar in the dough, and the gas lifts it."));
      double other =
          Models.cosine(
              question, model().embedPassage("The treaty was signed by both kings in spring."));
      assertThat(answer).isGreaterThan(other + 0.15);
    }
  }

  @Test
  void saysThatItIsStoppedOnceClosed() {
    try (OnnxEmbeddingModel model = Models.onnx(OnnxModel.MINILM, 1)) {
      model.embedPassage("before");
      assertThat(model.isLoaded()).isTrue();
      model.close();
      assertThat(model.isLoaded()).isFalse();
      assertThatThrownBy(() -> model.embedPassage("after"))
          .isInstanceOfSatisfying(
              ModelUnavailable.class,
              problem -> assertThat(problem.type()).isEqualTo(ModelUnavailable.STOPPED));
    }
  }
}
