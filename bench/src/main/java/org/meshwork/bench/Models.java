package org.meshwork.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.meshwork.foundation.Settings;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;

/** The node's own model, in this process. */
final class Models implements AutoCloseable {
  static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final EmbeddingModels models =
      EmbeddingModels.outsideAServer(new Settings(key -> Optional.empty()));

  EmbeddingModel model() {
    return models.defaultModel();
  }

  /** Texts per second of a loop around the model, with one thread per core. */
  double passagesPerSecond(List<String> texts) throws Exception {
    model().embedPassage(texts.get(0));
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    Parallel.run(
        THREADS,
        () -> {
          for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
            model().embedPassage(texts.get(i));
          }
        });
    return texts.size() / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    models.close();
  }
}
