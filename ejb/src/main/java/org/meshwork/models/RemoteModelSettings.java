package org.meshwork.models;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * Settings of an embedding model on another server, {@code meshwork.embedding.remote.*}.
 *
 * @param url {@code .url}: the base of an OpenAI-compatible API, such as {@code
 *     https://models.example/v1}; {@code /embeddings} is added. Setting it configures the model
 * @param model {@code .model}: its name there, and its id here
 * @param dimension {@code .dimension}: elements of its vectors
 * @param maxTokens {@code .max-tokens}: what it takes at most, special tokens included
 * @param tokenizer {@code .tokenizer}: whose vocabulary counts tokens for it, one of the node's own
 *     models (bge-small-en-v1.5)
 * @param timeout {@code .timeout}: of one attempt (PT30S)
 * @param attempts {@code .attempts}: the first one included (3)
 * @param pause {@code .pause}: before the second attempt; doubles before each further one (PT0.5S)
 * @param concurrency {@code .concurrency}: requests at once (4)
 * @param key {@code .key}: sent as bearer token
 * @param queryPrefix {@code .query-prefix}: put before questions
 * @param passagePrefix {@code .passage-prefix}: put before passages
 */
record RemoteModelSettings(
    URI url,
    ModelId model,
    int dimension,
    int maxTokens,
    OnnxModel tokenizer,
    Duration timeout,
    int attempts,
    Duration pause,
    int concurrency,
    Optional<String> key,
    String queryPrefix,
    String passagePrefix) {
  private static final String PREFIX = "meshwork.embedding.remote.";
  private static final int MAX_DIMENSION = 2_000;
  private static final int MAX_TOKENS = 1_000_000;

  static Optional<RemoteModelSettings> from(Settings settings) {
    if (settings.text(PREFIX + "url").isEmpty()) {
      if (settings.text(PREFIX + "model").isPresent()) {
        throw new SettingRejected(PREFIX + "url", "", "set when %smodel is".formatted(PREFIX));
      }
      return Optional.empty();
    }
    return Optional.of(
        new RemoteModelSettings(
            url(settings),
            model(settings),
            required(settings, "dimension", 1, MAX_DIMENSION),
            required(settings, "max-tokens", 32, MAX_TOKENS),
            tokenizer(settings),
            settings.duration(
                PREFIX + "timeout",
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofMinutes(10)),
            settings.integer(PREFIX + "attempts", 3, 1, 10),
            settings.duration(
                PREFIX + "pause", Duration.ofMillis(500), Duration.ZERO, Duration.ofMinutes(1)),
            settings.integer(PREFIX + "concurrency", 4, 1, 256),
            settings.text(PREFIX + "key"),
            prefix(settings, "query-prefix"),
            prefix(settings, "passage-prefix")));
  }

  private static URI url(Settings settings) {
    String value = settings.text(PREFIX + "url").orElseThrow();
    String expected = "an http or https address, such as https://models.example/v1";
    try {
      URI url = URI.create(value.replaceFirst("/+$", "") + "/embeddings");
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw new SettingRejected(PREFIX + "url", value, expected);
    }
    throw new SettingRejected(PREFIX + "url", value, expected);
  }

  private static ModelId model(Settings settings) {
    ModelId model =
        settings
            .text(PREFIX + "model")
            .map(ModelId::new)
            .orElseThrow(
                () ->
                    new SettingRejected(
                        PREFIX + "model", "", "the model's name at " + PREFIX + "url"));
    if (Arrays.stream(OnnxModel.values()).anyMatch(own -> own.id().equals(model))) {
      throw new SettingRejected(PREFIX + "model", model.value(), "none of the node's own models");
    }
    return model;
  }

  private static int required(Settings settings, String name, int min, int max) {
    if (settings.text(PREFIX + name).isEmpty()) {
      throw new SettingRejected(
          PREFIX + name, "", "set to a whole number from %d to %d".formatted(min, max));
    }
    return settings.integer(PREFIX + name, min, min, max);
  }

  private static OnnxModel tokenizer(Settings settings) {
    String name = settings.text(PREFIX + "tokenizer").orElse(OnnxModel.BGE_SMALL.id().value());
    return Arrays.stream(OnnxModel.values())
        .filter(own -> own.id().value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingRejected(
                    PREFIX + "tokenizer",
                    name,
                    "one of " + Arrays.stream(OnnxModel.values()).map(OnnxModel::id).toList()));
  }

  private static String prefix(Settings settings, String name) {
    return settings.text(PREFIX + name).map(prefix -> prefix + " ").orElse("");
  }

  @Override
  public String toString() {
    // Without the key.
    return "%s at %s".formatted(model, url);
  }
}
