package org.meshwork.web.documents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a client that breaks off from a disk that is full: who reads a part sees one exception. */
final class PartStream extends FilterInputStream {
  private boolean brokenOff;

  PartStream(InputStream part) {
    super(part);
  }

  boolean isBrokenOff() {
    return brokenOff;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      brokenOff = true;
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      brokenOff = true;
      throw e;
    }
  }
}
