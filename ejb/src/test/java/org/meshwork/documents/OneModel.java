package org.meshwork.documents;

import java.util.List;
import java.util.NoSuchElementException;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.ModelId;

/** A node that can run one model. */
public final class OneModel extends EmbeddingModels {
  private final EmbeddingModel model;

  public OneModel(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public EmbeddingModel require(ModelId id) {
    if (!id.equals(model.id())) {
      throw new NoSuchElementException("no model " + id);
    }
    return model;
  }

  @Override
  public EmbeddingModel defaultModel() {
    return model;
  }

  @Override
  public List<ModelId> known() {
    return List.of(model.id());
  }
}
