package org.meshwork.models;

class FakeEmbeddingModelTest extends EmbeddingModelContract {
  @Override
  EmbeddingModel model() {
    return new FakeEmbeddingModel("fake", 16, 128);
  }
}
