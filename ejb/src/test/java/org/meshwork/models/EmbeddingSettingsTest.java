package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.models.EmbeddingSettings.Provider;

class EmbeddingSettingsTest {
  private static final Map<String, String> REMOTE =
      Map.of(
          "meshwork.embedding.remote.url", "https://models.example/v1/",
          "meshwork.embedding.remote.model", "far-away",
          "meshwork.embedding.remote.dimension", "768",
          "meshwork.embedding.remote.max-tokens", "8192");

  @Test
  void hasADefaultForEverything() {
    EmbeddingSettings settings = Models.settings(Map.of());
    assertThat(settings.model()).isEqualTo(new ModelId("bge-small-en-v1.5"));
    assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.maxWait()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.provider()).isEqualTo(Provider.CPU);
    assertThat(settings.remote()).isEmpty();
  }

  @Test
  void readsEveryKey() {
    EmbeddingSettings settings =
        Models.settings(
            Map.of(
                "meshwork.embedding.model", "all-MiniLM-L6-v2",
                "meshwork.embedding.threads", "3",
                "meshwork.embedding.max-wait", "PT5S",
                "meshwork.embedding.provider", "cuda"));
    assertThat(settings)
        .isEqualTo(
            new EmbeddingSettings(
                new ModelId("all-MiniLM-L6-v2"),
                3,
                Duration.ofSeconds(5),
                Provider.CUDA,
                Optional.empty()));
  }

  @Test
  void readsEveryKeyOfARemoteModel() {
    Map<String, String> values = new HashMap<>(REMOTE);
    values.put("meshwork.embedding.remote.tokenizer", "all-MiniLM-L6-v2");
    values.put("meshwork.embedding.remote.timeout", "PT3S");
    values.put("meshwork.embedding.remote.attempts", "5");
    values.put("meshwork.embedding.remote.pause", "PT2S");
    values.put("meshwork.embedding.remote.concurrency", "9");
    values.put("meshwork.embedding.remote.key", "s3cret");
    values.put("meshwork.embedding.remote.query-prefix", "query:");
    values.put("meshwork.embedding.remote.passage-prefix", "passage:");
    RemoteModelSettings remote = Models.settings(values).remote().orElseThrow();
    assertThat(remote)
        .isEqualTo(
            new RemoteModelSettings(
                URI.create("https://models.example/v1/embeddings"),
                new ModelId("far-away"),
                768,
                8_192,
                OnnxModel.MINILM,
                Duration.ofSeconds(3),
                5,
                Duration.ofSeconds(2),
                9,
                Optional.of("s3cret"),
                "query: ",
                "passage: "));
    assertThat(remote.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "meshwork.embedding.threads, 0",
    "meshwork.embedding.max-wait, soon",
    "meshwork.embedding.provider, tpu",
    "meshwork.embedding.remote.url, ftp://models.example",
    "meshwork.embedding.remote.url, 'http://a b'",
    "meshwork.embedding.remote.url, ''",
    "meshwork.embedding.remote.model, ''",
    "meshwork.embedding.remote.model, bge-small-en-v1.5",
    "meshwork.embedding.remote.dimension, ''",
    "meshwork.embedding.remote.dimension, 2001",
    "meshwork.embedding.remote.max-tokens, ''",
    "meshwork.embedding.remote.max-tokens, many",
    "meshwork.embedding.remote.tokenizer, sentencepiece",
    "meshwork.embedding.remote.timeout, 30",
    "meshwork.embedding.remote.attempts, 0",
    "meshwork.embedding.remote.pause, -PT1S",
    "meshwork.embedding.remote.concurrency, 0"
  })
  void refusesAWrongValueAndNamesItsKey(String key, String value) {
    Map<String, String> values = new HashMap<>(REMOTE);
    values.put(key, value);
    assertThatThrownBy(() -> Models.settings(values))
        .isInstanceOf(SettingRejected.class)
        .hasMessageStartingWith("The setting " + key + " ");
  }
}
