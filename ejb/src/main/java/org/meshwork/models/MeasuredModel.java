package org.meshwork.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.function.Supplier;

/** Counts and times what a model does, its failures apart. */
final class MeasuredModel implements EmbeddingModel {
  // Left out, Micrometer asks the registry for its configuration, which the server does not give
  // and warns about.
  private static final PauseDetector NO_PAUSES = new NoPauseDetector();

  private final EmbeddingModel model;
  private final Timer passages;
  private final Timer queries;
  private final Counter failures;

  MeasuredModel(EmbeddingModel model, MeterRegistry registry) {
    this.model = model;
    passages = timer(registry, "passage");
    queries = timer(registry, "query");
    failures =
        Counter.builder("meshwork.embedding.failures")
            .description("Texts that could not be embedded")
            .tag("model", model.id().value())
            .register(registry);
  }

  private Timer timer(MeterRegistry registry, String kind) {
    return Timer.builder("meshwork.embedding.seconds")
        .description("Time to embed a text, waiting included")
        .tag("model", model.id().value())
        .tag("kind", kind)
        .pauseDetector(NO_PAUSES)
        .register(registry);
  }

  @Override
  public ModelId id() {
    return model.id();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public int specialTokens() {
    return model.specialTokens();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public float[] embedPassage(String text) {
    return measured(passages, () -> model.embedPassage(text));
  }

  @Override
  public float[] embedQuery(String text) {
    return measured(queries, () -> model.embedQuery(text));
  }

  private float[] measured(Timer timer, Supplier<float[]> embedding) {
    try {
      return timer.record(embedding);
    } catch (RuntimeException e) {
      failures.increment();
      throw e;
    }
  }
}
