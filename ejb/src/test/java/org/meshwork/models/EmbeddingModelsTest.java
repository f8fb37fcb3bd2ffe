package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.SettingRejected;

class EmbeddingModelsTest {
  private static final ModelId BGE = new ModelId("bge-small-en-v1.5");
  private static final ModelId MINILM = new ModelId("all-MiniLM-L6-v2");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private EmbeddingModels models;

  private EmbeddingModels models(Map<String, String> settings) {
    models = new EmbeddingModels(Models.settings(settings), new Meters(registry), Runnable::run);
    return models;
  }

  @AfterEach
  void close() {
    if (models != null) {
      models.close();
    }
  }

  @Test
  void namesTheModelsItKnowsWhenAskedForAnother() {
    assertThatThrownBy(() -> models(Map.of()).require(new ModelId("gpt")))
        .isInstanceOf(ModelUnknown.class)
        .hasMessageContaining("\"gpt\"")
        .hasMessageContaining("[bge-small-en-v1.5, all-MiniLM-L6-v2]");
  }

  @Test
  void takesTheDefaultFromTheSettings() {
    assertThat(models(Map.of()).defaultModel().id()).isEqualTo(BGE);
    assertThat(models(Map.of("meshwork.embedding.model", MINILM.value())).defaultModel().id())
        .isEqualTo(MINILM);
  }

  @Test
  void refusesADefaultThatItDoesNotHave() {
    assertThatThrownBy(() -> models(Map.of("meshwork.embedding.model", "gpt")))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("meshwork.embedding.model is \"gpt\"");
  }

  @Test
  void addsTheRemoteModelThatIsConfigured() {
    EmbeddingModels known =
        models(
            Map.of(
                "meshwork.embedding.model", "far-away",
                "meshwork.embedding.remote.url", "http://127.0.0.1:1/v1",
                "meshwork.embedding.remote.model", "far-away",
                "meshwork.embedding.remote.dimension", "768",
                "meshwork.embedding.remote.max-tokens", "8192"));
    assertThat(known.known()).containsExactly(BGE, MINILM, new ModelId("far-away"));
    assertThat(known.defaultModel().dimension()).isEqualTo(768);
    assertThat(known.defaultModel().tokenizer().tokenize("a lamp"))
        .isEqualTo(Models.WORD_PIECE.tokenize("a lamp"));
    assertThat(known.state().ready()).isTrue();
  }

  @Test
  void isReadyWhenTheDefaultModelIsLoaded() {
    EmbeddingModels starting = models(Map.of());
    assertThat(starting.state())
        .isEqualTo(
            new InferenceState(false, "cpu", "cpu", Optional.empty(), List.of(), Optional.empty()));
    starting.warmUp();
    assertThat(starting.state().ready()).isTrue();
    assertThat(starting.state().loaded()).containsExactly(BGE);
  }

  @Test
  void fallsBackToTheCpuWhereThereIsNoGpu() {
    EmbeddingModels withoutGpu = models(Map.of("meshwork.embedding.provider", "cuda"));
    withoutGpu.warmUp();
    InferenceState state = withoutGpu.state();
    assertThat(state.ready()).isTrue();
    assertThat(state.requested()).isEqualTo("cuda");
    assertThat(state.inUse()).isEqualTo("cpu");
    assertThat(state.detail()).isPresent();
  }

  @Test
  void measuresWhatModelsDo() {
    EmbeddingModel model =
        models(Map.of("meshwork.embedding.model", MINILM.value())).defaultModel();
    model.embedPassage("one");
    model.embedPassage("two");
    model.embedQuery("three");
    assertThatThrownBy(() -> model.embedPassage("lamp ".repeat(300)))
        .isInstanceOf(TextTooLong.class);
    assertThat(
            registry
                .get("meshwork.embedding.seconds")
                .tag("kind", "query")
                .tag("model", MINILM.value())
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("meshwork.embedding.seconds")
                .tag("kind", "passage")
                .tag("model", MINILM.value())
                .timer()
                .count())
        .isEqualTo(3);
    assertThat(
            registry
                .get("meshwork.embedding.failures")
                .tag("model", MINILM.value())
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void turnsCallersAwayOnceItIsClosed() {
    EmbeddingModel model =
        models(Map.of("meshwork.embedding.model", MINILM.value())).defaultModel();
    model.embedPassage("before");
    models.close();
    assertThatThrownBy(() -> model.embedPassage("after"))
        .isInstanceOfSatisfying(
            ModelUnavailable.class,
            problem -> assertThat(problem.type()).isEqualTo(ModelUnavailable.STOPPED));
  }
}
