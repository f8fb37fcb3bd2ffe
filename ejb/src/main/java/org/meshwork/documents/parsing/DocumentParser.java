package org.meshwork.documents.parsing;

import java.nio.file.Path;

/**
 * Turns the bytes of a document into text and structure, whatever the bytes are.
 *
 * <p>Bounded: a document that takes longer than {@code meshwork.parsing.timeout}, gives more than
 * {@code meshwork.parsing.max-characters}, or nests deeper than allowed fails with a {@link
 * DocumentUnreadable} that names the reason; it never takes the server with it. Any thread may
 * call.
 */
public interface DocumentParser {
  /**
   * @param file the bytes, readable for the duration of the call
   * @param name as the document was called where it came from; a hint only
   * @throws DocumentUnreadable corrupt, encrypted, empty, bomb-like, of an unsupported format, too
   *     long or too slow
   * @throws java.util.concurrent.RejectedExecutionException when no thread is free to read it,
   *     which is not the document's fault; it can be tried again
   * @throws java.util.concurrent.CancellationException when the caller is interrupted
   */
  ParsedDocument parse(Path file, String name);
}
