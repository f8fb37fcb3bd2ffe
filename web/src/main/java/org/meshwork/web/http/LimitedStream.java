package org.meshwork.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.meshwork.foundation.Problem;

/** Raises a problem at the first byte beyond a limit, where others would pretend the end. */
public final class LimitedStream extends FilterInputStream {
  private final Supplier<? extends Problem> problem;
  private long left;

  public LimitedStream(InputStream in, long limit, Supplier<? extends Problem> problem) {
    super(in);
    this.left = limit;
    this.problem = problem;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long read) {
    left -= read;
    if (left < 0) {
      throw problem.get();
    }
  }
}
