package org.meshwork.documents.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads a content piece by piece; holds one, and no connection between reads. */
final class PieceStream extends InputStream {
  private final ContentId id;
  private final ContentRows rows;
  private long left;
  private int next;
  private byte[] piece = new byte[0];
  private int at;

  PieceStream(ContentId id, long length, ContentRows rows) {
    this.id = id;
    this.left = length;
    this.rows = rows;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    if (at == piece.length) {
      piece = rows.piece(id, next++);
      at = 0;
    }
    int copied = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, copied);
    at += copied;
    left -= copied;
    return copied;
  }

  @Override
  public int available() {
    return piece.length - at;
  }
}
