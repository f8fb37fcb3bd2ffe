package org.meshwork.documents.parsing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** HTML of whose bytes jsoup builds a tree while it reads them: no more than memory bears. */
final class MeasuredHtml extends FilterInputStream {
  private final Count bytes;
  private final Count tags;
  private final Count attributes;
  private boolean inTag;

  MeasuredHtml(InputStream html, ParseGuard guard) {
    super(html);
    bytes = new Count("bytes of HTML", HeapLimits.HERE.pieceBytes(), guard);
    tags = new Count("tags", HeapLimits.HERE.nodes(), guard);
    attributes = new Count("attributes", HeapLimits.HERE.values(), guard);
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      bytes.add(1);
      count(one);
    }
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    bytes.add(Math.max(0, read));
    for (int i = offset; i < offset + read; i++) {
      count(buffer[i]);
    }
    return read;
  }

  private void count(int one) {
    switch (one) {
      case '<' -> {
        inTag = true;
        tags.add(1);
      }
      case '>' -> inTag = false;
      case ' ', '\t', '\n', '\r', '\f', '/', '=' -> {
        if (inTag) {
          attributes.add(1);
        }
      }
      default -> {}
    }
  }
}
