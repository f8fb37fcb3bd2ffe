package org.meshwork.documents.parsing;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * Reads no more documents at once than the heap bears, should each of them be the worst there is.
 * Who waits for its turn does not use up its time.
 */
final class RationedParser implements DocumentParser {
  private final DocumentParser parser;
  private final Semaphore turns;

  RationedParser(DocumentParser parser, int atOnce) {
    this.parser = parser;
    this.turns = new Semaphore(atOnce, true);
  }

  @Override
  public ParsedDocument parse(Path file, String name) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("Reading %s was interrupted.".formatted(name)).initCause(e);
    }
    try {
      return parser.parse(file, name);
    } finally {
      turns.release();
    }
  }
}
