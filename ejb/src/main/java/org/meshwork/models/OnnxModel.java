package org.meshwork.models;

/** The models that come with the node, as resources of the server module of the runtime. */
enum OnnxModel {
  /**
   * BAAI/bge-small-en-v1.5. Its model card asks for the vector of {@code [CLS]}, and for an
   * instruction before questions that look for passages; passages have none.
   */
  BGE_SMALL(
      "bge-small-en-v1.5",
      "bge-small-en-v1.5-q",
      512,
      Pooling.CLASSIFICATION,
      "Represent this sentence for searching relevant passages: "),
  /**
   * sentence-transformers/all-MiniLM-L6-v2. It has places for 512 tokens, but was trained on 128
   * and is published with a limit of 256 (sentence_bert_config.json); more gives vectors that
   * nobody has evaluated, so that it is refused.
   */
  MINILM("all-MiniLM-L6-v2", "all-minilm-l6-v2-q", 256, Pooling.MEAN, "");

  static final int DIMENSION = 384;

  private final ModelId id;
  private final String resource;
  private final int maxTokens;
  private final Pooling pooling;
  private final String queryPrefix;

  OnnxModel(String id, String resource, int maxTokens, Pooling pooling, String queryPrefix) {
    this.id = new ModelId(id);
    this.resource = resource;
    this.maxTokens = maxTokens;
    this.pooling = pooling;
    this.queryPrefix = queryPrefix;
  }

  ModelId id() {
    return id;
  }

  String weights() {
    return resource + ".onnx";
  }

  String vocabulary() {
    return resource + "-tokenizer.json";
  }

  int maxTokens() {
    return maxTokens;
  }

  Pooling pooling() {
    return pooling;
  }

  String queryPrefix() {
    return queryPrefix;
  }
}
