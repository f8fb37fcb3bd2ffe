package org.meshwork.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.InferenceState;

/** That the default model is in memory; a GPU that is missing is told as data. */
@ApplicationScoped
class ModelAnswer implements HealthCheck {
  @Inject private EmbeddingModels models;

  @Override
  public HealthCheckResponse call() {
    InferenceState state = models.state();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("model")
            .withData("model", models.defaultModel().id().value())
            .withData("requested", state.requested())
            .withData("inUse", state.inUse());
    state.detail().ifPresent(it -> response.withData("fallback", it));
    state.failure().ifPresent(it -> response.withData("failure", it));
    return response.status(state.ready()).build();
  }
}
