/**
 * The models that turn text into vectors, and the tokens they count in.
 *
 * <p>Guarantees: a text is embedded whole or refused ({@link org.meshwork.models.TextTooLong}),
 * never cut; vectors have length 1; the same text gives the same vector, whoever calls beside it;
 * at most {@code meshwork.embedding.threads} texts are computed at once, and who waits longer than
 * {@code meshwork.embedding.max-wait} is turned away; memory does not grow with the texts.
 *
 * <p>Decisions (ADR 0005): ONNX Runtime in the process, one thread and one text per call; a
 * WordPiece of our own, because the original needs a native library that a second class loader
 * can't load; the natives and the models are a server module; a remote model is one more
 * implementation of {@link org.meshwork.models.EmbeddingModel}.
 *
 * <p>Non-goals: training, generation, batches on a GPU.
 */
package org.meshwork.models;
