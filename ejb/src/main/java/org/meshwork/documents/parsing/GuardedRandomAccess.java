package org.meshwork.documents.parsing;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/**
 * A PDF's bytes, which stop coming when a limit has been met. Every stream of the document is read
 * through here each time it is used, so that forms that draw forms without end meet the deadline.
 */
final class GuardedRandomAccess implements RandomAccessRead {
  private final RandomAccessRead bytes;
  private final ParseGuard guard;

  GuardedRandomAccess(RandomAccessRead bytes, ParseGuard guard) {
    this.bytes = bytes;
    this.guard = guard;
  }

  @Override
  public int read() throws IOException {
    return bytes.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    guard.check();
    return bytes.read(buffer, offset, length);
  }

  @Override
  public long getPosition() throws IOException {
    return bytes.getPosition();
  }

  @Override
  public void seek(long position) throws IOException {
    guard.check();
    bytes.seek(position);
  }

  @Override
  public long length() throws IOException {
    return bytes.length();
  }

  @Override
  public boolean isClosed() {
    return bytes.isClosed();
  }

  @Override
  public boolean isEOF() throws IOException {
    return bytes.isEOF();
  }

  @Override
  public RandomAccessReadView createView(long start, long length) throws IOException {
    guard.check();
    return new RandomAccessReadView(this, start, length);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
