package org.meshwork.models;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.meshwork.models.EmbeddingSettings.Provider;

/**
 * Makes sessions of ONNX Runtime: one thread per call, and no memory kept between calls. The
 * environment is the process's and outlives the deployment, as does the native library, which is in
 * a server module.
 */
final class OnnxSessions {
  private final ProviderFallback provider;

  OnnxSessions(Provider requested) {
    this.provider = new ProviderFallback(requested);
  }

  Provider inUse() {
    return provider.inUse();
  }

  Optional<String> fallback() {
    return provider.reason();
  }

  synchronized OrtSession open(OnnxModel model) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Path weights = Files.createTempFile("meshwork-", ".onnx");
    try {
      copy(model.weights(), weights);
      return provider.open(where -> open(environment, weights, where));
    } finally {
      Files.deleteIfExists(weights);
    }
  }

  private static OrtSession open(OrtEnvironment environment, Path weights, Provider provider)
      throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      configure(options, provider);
      return environment.createSession(weights.toString(), options);
    }
  }

  private static void configure(SessionOptions options, Provider provider) throws OrtException {
    if (provider == Provider.CUDA) {
      options.addCUDA();
    }
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    // Each length of text would leave its own plan and arena behind.
    options.setMemoryPatternOptimization(false);
    options.setCPUArenaAllocator(false);
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = resource(resource)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The models are in the module of the runtime, whose class loader sees them for certain. */
  static InputStream resource(String name) throws IOException {
    InputStream in = OrtEnvironment.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("the resource %s is missing".formatted(name));
    }
    return in;
  }
}
