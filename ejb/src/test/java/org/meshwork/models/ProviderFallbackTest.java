package org.meshwork.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.models.EmbeddingSettings.Provider;

class ProviderFallbackTest {
  private final ProviderFallback fallback = new ProviderFallback(Provider.CUDA);
  private final List<Provider> tried = new ArrayList<>();

  @Test
  void keepsTheProviderThatWorks() throws Exception {
    assertThat(fallback.open(this::on)).isEqualTo("on CUDA");

    assertThat(fallback.inUse()).isEqualTo(Provider.CUDA);
    assertThat(fallback.reason()).isEmpty();
  }

  /** As with CUDA's libraries on a machine without a device: only the session fails. */
  @Test
  void fallsBackWhereNoSessionCanBeMade() throws Exception {
    assertThat(fallback.open(this::withoutDevice)).isEqualTo("on CPU");

    assertThat(fallback.inUse()).isEqualTo(Provider.CPU);
    assertThat(fallback.reason()).hasValueSatisfying(it -> assertThat(it).contains("no device"));
  }

  @Test
  void fallsBackWhereLibrariesAreMissing() throws Exception {
    String opened =
        fallback.open(
            provider -> {
              if (provider == Provider.CUDA) {
                throw new UnsatisfiedLinkError("libcudart is missing");
              }
              return on(provider);
            });

    assertThat(opened).isEqualTo("on CPU");
    assertThat(fallback.reason()).contains("libcudart is missing");
  }

  @Test
  void triesTheMissingProviderOnce() throws Exception {
    fallback.open(this::withoutDevice);
    fallback.open(this::withoutDevice);

    assertThat(tried).containsExactly(Provider.CUDA, Provider.CPU, Provider.CPU);
  }

  @Test
  void doesNotBlameTheProviderForWhatFailsEverywhere() {
    assertThatThrownBy(
            () ->
                fallback.open(
                    provider -> {
                      throw new OrtException("broken model");
                    }))
        .hasMessageContaining("broken model");
    assertThat(fallback.inUse()).isEqualTo(Provider.CUDA);
  }

  private String withoutDevice(Provider provider) throws OrtException {
    tried.add(provider);
    if (provider == Provider.CUDA) {
      throw new OrtException("no device");
    }
    return on(provider);
  }

  private String on(Provider provider) {
    return "on " + provider;
  }
}
