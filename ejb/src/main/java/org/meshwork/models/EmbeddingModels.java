package org.meshwork.models;

import java.util.List;

/** Port: the embedding models that this node can run. Any thread may call. */
public interface EmbeddingModels {
  /** Raises a typed problem when the node does not know the model or can't load it. */
  EmbeddingModel require(ModelId id);

  /** What new collections get when nobody says otherwise. */
  EmbeddingModel defaultModel();

  List<ModelId> known();
}
