package org.meshwork.documents.collections;

import java.util.List;
import java.util.Objects;
import org.meshwork.documents.chunking.TextChunk;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.parsing.ParsedDocument;

/**
 * A document with everything that was made of it.
 *
 * @param source {@code upload} or a directory's path
 * @param length of its bytes
 * @param embeddings one for each chunk, in the same order
 */
public record NewDocument(
    DocumentName name,
    String source,
    ContentId content,
    long length,
    ParsedDocument parsed,
    List<TextChunk> chunks,
    List<float[]> embeddings) {
  public NewDocument {
    Objects.requireNonNull(name);
    Objects.requireNonNull(source);
    Objects.requireNonNull(content);
    Objects.requireNonNull(parsed);
    chunks = List.copyOf(chunks);
    embeddings = List.copyOf(embeddings);
    if (chunks.size() != embeddings.size()) {
      throw new IllegalArgumentException(
          "%d chunks with %d embeddings".formatted(chunks.size(), embeddings.size()));
    }
  }
}
