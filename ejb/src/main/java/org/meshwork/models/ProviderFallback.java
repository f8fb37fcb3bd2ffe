package org.meshwork.models;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Optional;
import org.meshwork.models.EmbeddingSettings.Provider;

/**
 * The execution provider that was asked for, or the CPU where this machine lacks it: which may show
 * as late as when a session is made, for libraries can be there without a device.
 */
final class ProviderFallback {
  private final Provider requested;
  private volatile Optional<String> reason = Optional.empty();

  ProviderFallback(Provider requested) {
    this.requested = requested;
  }

  /** Makes something that runs on a provider. */
  interface Opening<T> {
    T on(Provider provider) throws OrtException, IOException;
  }

  Provider inUse() {
    return reason.isPresent() ? Provider.CPU : requested;
  }

  /** Why the CPU is in use although another provider was asked for. */
  Optional<String> reason() {
    return reason;
  }

  /** Falls back for good, and says so once; what fails on the CPU, too, has another cause. */
  <T> T open(Opening<T> opening) throws OrtException, IOException {
    Provider provider = inUse();
    if (provider == Provider.CPU) {
      return opening.on(Provider.CPU);
    }
    try {
      return opening.on(provider);
    } catch (OrtException | LinkageError e) {
      T onCpu = opening.on(Provider.CPU);
      reason = Optional.of(String.valueOf(e.getMessage()));
      ModelsLog.LOG.fallsBack(requested.key(), e.getMessage());
      return onCpu;
    }
  }
}
