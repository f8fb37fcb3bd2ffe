package org.meshwork.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** Counts and times what a model does, its failures apart. */
final class MeasuredModel implements EmbeddingModel {
  private final EmbeddingModel model;
  private final Timer passages;
  private final Timer queries;
  private final Counter failures;

  MeasuredModel(EmbeddingModel model, MeterRegistry registry) {
    this.model = model;
    passages = timer(registry, "passage");
    queries = timer(registry, "query");
    failures =
        registry.counter("meshwork.embedding.failures", Tags.of("model", model.id().value()));
  }

  private Timer timer(MeterRegistry registry, String kind) {
    // The server exports what these methods of its registry make, and nothing that a builder
    // registers.
    return registry.timer(
        "meshwork.embedding.seconds", Tags.of("model", model.id().value(), "kind", kind));
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
