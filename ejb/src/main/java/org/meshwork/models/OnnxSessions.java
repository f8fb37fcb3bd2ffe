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
  private final Provider requested;
  private volatile Optional<String> fallback = Optional.empty();

  OnnxSessions(Provider requested) {
    this.requested = requested;
  }

  Provider inUse() {
    return fallback.isPresent() ? Provider.CPU : requested;
  }

  Optional<String> fallback() {
    return fallback;
  }

  synchronized OrtSession open(OnnxModel model) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Path weights = Files.createTempFile("meshwork-", ".onnx");
    try (SessionOptions options = options()) {
      copy(model.weights(), weights);
      return environment.createSession(weights.toString(), options);
    } finally {
      Files.deleteIfExists(weights);
    }
  }

  private SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    if (inUse() == Provider.CUDA) {
      try {
        options.addCUDA();
      } catch (OrtException | UnsatisfiedLinkError e) {
        options.close();
        fallback = Optional.of(String.valueOf(e.getMessage()));
        ModelsLog.LOG.fallsBack(requested.key(), e.getMessage());
        return options();
      }
    }
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    // Each length of text would leave its own plan and arena behind.
    options.setMemoryPatternOptimization(false);
    options.setCPUArenaAllocator(false);
    return options;
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
