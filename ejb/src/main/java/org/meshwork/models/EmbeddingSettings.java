package org.meshwork.models;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * Settings of the embedding models.
 *
 * @param model {@code meshwork.embedding.model}: what collections get that name no model
 * @param threads {@code meshwork.embedding.threads}: texts embedded at once in this server (the
 *     number of cores)
 * @param maxWait {@code meshwork.embedding.max-wait}: how long a call waits for its turn (PT2M)
 * @param provider {@code meshwork.embedding.provider}: {@code cpu} or {@code cuda} (cpu)
 * @param remote {@code meshwork.embedding.remote.*}: a model on another server
 */
record EmbeddingSettings(
    ModelId model,
    int threads,
    Duration maxWait,
    Provider provider,
    Optional<RemoteModelSettings> remote) {
  static final String MODEL = "meshwork.embedding.model";
  static final String PROVIDER = "meshwork.embedding.provider";

  private static final int MAX_THREADS = 256;

  /** What the runtime computes on. */
  enum Provider {
    CPU,
    CUDA;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static EmbeddingSettings from(Settings settings) {
    return new EmbeddingSettings(
        new ModelId(settings.text(MODEL).orElse(OnnxModel.BGE_SMALL.id().value())),
        settings.integer(
            "meshwork.embedding.threads",
            Runtime.getRuntime().availableProcessors(),
            1,
            MAX_THREADS),
        settings.duration(
            "meshwork.embedding.max-wait",
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofHours(1)),
        provider(settings),
        RemoteModelSettings.from(settings));
  }

  private static Provider provider(Settings settings) {
    String name = settings.text(PROVIDER).orElse(Provider.CPU.key());
    for (Provider provider : Provider.values()) {
      if (provider.key().equals(name)) {
        return provider;
      }
    }
    throw new SettingRejected(PROVIDER, name, "cpu or cuda");
  }
}
