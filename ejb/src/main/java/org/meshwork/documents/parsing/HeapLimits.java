package org.meshwork.documents.parsing;

/**
 * What a document may make of itself in the memory of this server. A server that has run out of
 * memory ends, so what libraries build is counted before it is there (ADR 0007).
 *
 * @param nodes of a tree, and blocks and headings of a text; some 300 bytes each
 * @param values cells of a row; some 400 bytes each on their way
 * @param objects that a PDF lists, and that it has had read; some 100 bytes each
 * @param pieceBytes of what a library takes in one piece: an HTML page, a part of a ZIP
 * @param streamBytes of a decoded stream of a PDF; its numbers take twenty times that
 * @param documentsAtOnce that may be read, were each of them the worst there is
 */
record HeapLimits(
    int nodes, int values, int objects, long pieceBytes, long streamBytes, int documentsAtOnce) {
  static final HeapLimits HERE = of(Runtime.getRuntime().maxMemory());

  private static final int MAX_NODES = 500_000;
  private static final int MAX_VALUES = 2_000_000;
  private static final long MAX_PIECE_BYTES = 256L << 20;
  private static final long MAX_STREAM_BYTES = 64L << 20;

  /** For all but the reading: the server itself, and what becomes of the texts that were read. */
  private static final long SERVER_BYTES = 192L << 20;

  private static final long DOCUMENT_BYTES = 256L << 20;

  static HeapLimits of(long heapBytes) {
    return new HeapLimits(
        (int) Math.min(MAX_NODES, heapBytes >> 11),
        (int) Math.min(MAX_VALUES, heapBytes >> 10),
        (int) Math.min(MAX_VALUES, heapBytes >> 9),
        Math.min(MAX_PIECE_BYTES, heapBytes >> 4),
        Math.min(MAX_STREAM_BYTES, heapBytes >> 6),
        (int) Math.max(1, (heapBytes - SERVER_BYTES) / DOCUMENT_BYTES));
  }
}
