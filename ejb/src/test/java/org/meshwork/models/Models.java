package org.meshwork.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.meshwork.foundation.Settings;
import org.meshwork.models.EmbeddingSettings.Provider;

/** Parts for tests; what is slow to load is loaded once. */
final class Models {
  static final WordPiece WORD_PIECE = new WordPiece(vocabulary(OnnxModel.BGE_SMALL));

  private Models() {}

  static Vocabulary vocabulary(OnnxModel model) {
    try (InputStream in = OnnxSessions.resource(model.vocabulary())) {
      return Vocabulary.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OnnxEmbeddingModel onnx(OnnxModel model, int threads) {
    return new OnnxEmbeddingModel(
        model, new OnnxSessions(Provider.CPU), new Turns(threads, Duration.ofMinutes(1)), threads);
  }

  static EmbeddingSettings settings(Map<String, String> values) {
    return EmbeddingSettings.from(new Settings(key -> Optional.ofNullable(values.get(key))));
  }

  static double cosine(float[] a, float[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product / (length(a) * length(b));
  }

  static double length(float[] a) {
    double squares = 0;
    for (float element : a) {
      squares += (double) element * element;
    }
    return Math.sqrt(squares);
  }
}
