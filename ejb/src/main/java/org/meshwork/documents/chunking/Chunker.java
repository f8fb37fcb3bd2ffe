package org.meshwork.documents.chunking;

import java.util.List;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.models.Tokenizer;

/**
 * Cuts documents into passages. Nothing of a text is left out but white space, and characters that
 * the tokenizer does not see, such as zero-width ones; no passage exceeds the size.
 */
public interface Chunker {
  /** In the order of the text. Any thread may call. */
  List<TextChunk> chunk(ParsedDocument document, Tokenizer tokenizer, ChunkingOptions options);
}
