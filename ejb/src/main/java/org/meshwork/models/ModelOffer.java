package org.meshwork.models;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.meshwork.mesh.offer.OfferedModels;

/** What the mesh tells peers of this node's models. */
@ApplicationScoped
class ModelOffer implements OfferedModels {
  @Inject private EmbeddingModels models;

  @Override
  public Set<String> ids() {
    return models.known().stream().map(ModelId::value).collect(Collectors.toUnmodifiableSet());
  }
}
