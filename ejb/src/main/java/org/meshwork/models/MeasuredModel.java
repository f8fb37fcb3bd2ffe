package org.meshwork.models;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.meshwork.foundation.Meters;

/** Counts and times what a model does, its failures apart. */
final class MeasuredModel implements EmbeddingModel {
  private final EmbeddingModel model;
  private final Timer passages;
  private final Timer queries;
  private final Counter failures;

  MeasuredModel(EmbeddingModel model, Meters meters) {
    this.model = model;
    passages = timer(meters, "passage");
    queries = timer(meters, "query");
    failures = meters.counter("meshwork.embedding.failures", "model", model.id().value());
  }

  private Timer timer(Meters meters, String kind) {
    return meters.timer("meshwork.embedding.seconds", "model", model.id().value(), "kind", kind);
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
  public int callers() {
    return model.callers();
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
