package org.meshwork.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meshwork.foundation.Problem;

/**
 * Raises a problem when a body has kept its reader waiting for longer than what has come of it is
 * worth. Only what is spent in reading counts: a client is not to blame for a busy disk.
 */
final class TimelyStream extends FilterInputStream {
  private final BodySettings settings;
  private final LongSupplier nanoTime;
  private final Supplier<? extends Problem> problem;
  private long waitedNanos;
  private long bytes;

  TimelyStream(
      InputStream in,
      BodySettings settings,
      LongSupplier nanoTime,
      Supplier<? extends Problem> problem) {
    super(in);
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.problem = problem;
  }

  @Override
  public int read() throws IOException {
    long start = nanoTime.getAsLong();
    int read = super.read();
    count(start, read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long start = nanoTime.getAsLong();
    int read = super.read(buffer, offset, length);
    count(start, Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long start = nanoTime.getAsLong();
    long skipped = super.skip(wanted);
    count(start, skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long start, long read) {
    waitedNanos += nanoTime.getAsLong() - start;
    bytes += read;
    double earnedNanos = bytes * 1e9 / settings.bytesPerSecond();
    if (waitedNanos > settings.patience().toNanos() + earnedNanos) {
      throw problem.get();
    }
  }
}
