package org.meshwork.connector.adapter.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.MeshStream;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.adapter.calls.Failures;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;

/**
 * A stream for threads that wait. Event loops bring at most {@link #MAX_AHEAD_BYTES} before they
 * are told to pause.
 */
final class BlockingStream implements MeshStream {
  private static final int MAX_AHEAD_BYTES = 256 * 1024;
  private static final int MAX_WRITE_BYTES = 64 * 1024;

  private final Input input = new Input();
  private final Output output = new Output();
  private final ProtocolStream opened;
  private final Stream stream;
  private final Duration timeout;
  private final Consumer<MeshStream> closed;

  /**
   * @param closed hears of the end
   */
  BlockingStream(ProtocolStream opened, Duration timeout, Consumer<MeshStream> closed) {
    this.opened = opened;
    this.stream = opened.stream();
    this.timeout = timeout;
    this.closed = closed;
    stream.read(input);
  }

  @Override
  public PeerName peer() {
    return new PeerName(opened.connection().remotePeer().toString());
  }

  @Override
  public String protocol() {
    return opened.protocol();
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    if (!(input.isAtEnd() && output.isClosed)) {
      stream.reset();
    }
    input.drop();
    closed.accept(this);
  }

  private IOException failed(Throwable cause) {
    return new IOException(
        "the stream to %s failed: %s".formatted(peer(), cause.getMessage()), Failures.of(cause));
  }

  private void await(CompletionStage<Void> stage) throws IOException {
    try {
      stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException e) {
      throw timedOut(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the thread was interrupted as it waited for " + peer(), e);
    }
  }

  private IOException timedOut(Exception cause) {
    stream.reset();
    return new IOException(
        "the peer took or sent nothing in " + timeout,
        new MeshFailed(Reason.TIMED_OUT, "nothing within " + timeout, cause));
  }

  private final class Input extends InputStream implements StreamReader {
    private final Queue<ByteBuf> ahead = new ArrayDeque<>();
    private int aheadBytes;
    private boolean isPaused;
    private boolean isEnded;
    private boolean isDropped;
    private ConnectionFailed failure;

    @Override
    public synchronized void bytes(ByteBuf bytes) {
      if (isDropped) {
        bytes.release();
        return;
      }
      ahead.add(bytes);
      aheadBytes += bytes.readableBytes();
      if (aheadBytes >= MAX_AHEAD_BYTES && !isPaused) {
        isPaused = true;
        stream.pauseReading();
      }
      notifyAll();
    }

    @Override
    public synchronized void endOfInput() {
      isEnded = true;
      notifyAll();
    }

    @Override
    public synchronized void failed(ConnectionFailed cause) {
      failure = cause;
      notifyAll();
    }

    synchronized boolean isAtEnd() {
      return isEnded && ahead.isEmpty();
    }

    synchronized void drop() {
      isDropped = true;
      ahead.forEach(ByteBuf::release);
      ahead.clear();
      notifyAll();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      awaitBytes();
      ByteBuf first = ahead.peek();
      if (first == null) {
        return -1;
      }
      int count = Math.min(length, first.readableBytes());
      first.readBytes(into, offset, count);
      if (!first.isReadable()) {
        ahead.remove().release();
      }
      aheadBytes -= count;
      if (isPaused && aheadBytes <= MAX_AHEAD_BYTES / 2) {
        isPaused = false;
        stream.resumeReading();
      }
      return count;
    }

    /** What has come before a failure is still read. */
    private void awaitBytes() throws IOException {
      long end = System.nanoTime() + timeout.toNanos();
      while (ahead.isEmpty() && !isEnded) {
        if (isDropped) {
          throw new IOException("the stream is closed");
        }
        if (failure != null) {
          throw BlockingStream.this.failed(failure);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          throw timedOut(null);
        }
        try {
          wait(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("the thread was interrupted as it waited for " + peer(), e);
        }
      }
    }

    @Override
    public synchronized int available() {
      return aheadBytes;
    }
  }

  private final class Output extends OutputStream {
    private volatile boolean isClosed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, from.length);
      int end = offset + length;
      for (int at = offset; at < end; at += MAX_WRITE_BYTES) {
        int count = Math.min(MAX_WRITE_BYTES, end - at);
        await(stream.write(Unpooled.copiedBuffer(from, at, count)));
      }
    }

    @Override
    public void close() throws IOException {
      if (!isClosed) {
        isClosed = true;
        await(stream.closeWrite());
      }
    }
  }
}
