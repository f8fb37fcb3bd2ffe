package org.meshwork.documents.parsing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that stop coming when a limit of the parse has been met. */
final class GuardedInputStream extends FilterInputStream {
  private final ParseGuard guard;

  GuardedInputStream(InputStream bytes, ParseGuard guard) {
    super(bytes);
    this.guard = guard;
  }

  @Override
  public int read() throws IOException {
    guard.check();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    guard.check();
    return super.read(buffer, offset, length);
  }
}
