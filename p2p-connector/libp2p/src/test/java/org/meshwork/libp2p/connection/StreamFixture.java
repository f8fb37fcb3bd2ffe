package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.muxer.MuxedChannel;

/**
 * Two ends of a connection, and what tests do with their streams. A simulation overrides {@link
 * #await} and {@link #eventually}, through which all waiting goes, to let its time pass.
 */
abstract class StreamFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int CHUNK = 64 * 1024;

  /** What {@link #open} has sent ahead. */
  static final int AHEAD = 1;

  /** The ends of one connection. A {@link Connection} fits by {@link #streamsOf}. */
  public record Ends(MuxedChannel dialler, MuxedChannel listener) {}

  /** The two ends of one stream. */
  public record Pair(Stream near, Stream far) {}

  final BlockingQueue<Stream> accepted = new LinkedBlockingQueue<>();
  private final List<RecordingReader> readers = new ArrayList<>();
  Ends ends;

  /** Two ends of a new connection, without acceptors. */
  protected abstract Ends connect() throws Exception;

  /** Called after each test, when both ends were told to close. */
  protected void tidyUp() throws Exception {}

  /** The outcome of the stage. */
  protected <T> T await(CompletionStage<T> stage)
      throws ExecutionException, InterruptedException, TimeoutException {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Tries until the assertion holds. */
  protected void eventually(ThrowingRunnable assertion) {
    Polling.await().atMost(PATIENCE).untilAsserted(assertion);
  }

  /** The connection's part that is under test here. */
  protected static MuxedChannel streamsOf(Connection connection) {
    return new ConnectionStreams(connection);
  }

  @BeforeEach
  void connectEnds() throws Exception {
    ends = connect();
  }

  @AfterEach
  void closeEnds() throws Exception {
    await(ends.dialler().close());
    await(ends.listener().close());
    await(ends.dialler().ended());
    await(ends.listener().ended());
    tidyUp();
    readers.forEach(reader -> assertThat(reader.broken()).isEmpty());
  }

  /**
   * A new stream from the dialler, which the listener has accepted. A byte has gone ahead, because
   * QUIC does not tell of a stream before its first (RFC 9000 section 2.1); it is left out by
   * {@link #record}.
   */
  protected final Pair open() throws Exception {
    ends.listener().acceptStreams(accepted::add);
    Stream near = await(ends.dialler().openStream());
    await(near.write(bytes(AHEAD, 0)));
    return new Pair(near, nextAccepted());
  }

  final Stream nextAccepted() {
    CompletableFuture<Stream> next = new CompletableFuture<>();
    eventually(
        () -> {
          Stream stream = accepted.poll();
          assertThat(stream).as("accepted stream").isNotNull();
          next.complete(stream);
        });
    return next.join();
  }

  /** Everything that was sent before has been delivered, and nothing was broken by it. */
  final void roundTrip() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near(), new RecordingReader(AHEAD));
    pair.far().read(new Echo(pair.far()));
    CompletionStage<Long> sent = send(pair.near(), 100, 99);
    assertThat(await(near.end())).isEqualTo(await(sent));
    await(pair.near().closed());
  }

  /** From this thread, so that it takes effect some turns of the event loop later. */
  final void pause(Stream stream) throws Exception {
    stream.pauseReading();
    roundTrip();
  }

  /** Reads an end of {@link #open}. */
  final RecordingReader record(Stream stream) {
    return record(stream, new RecordingReader(stream.isInitiator() ? 0 : AHEAD));
  }

  final RecordingReader record(Stream stream, RecordingReader reader) {
    readers.add(reader);
    stream.read(reader);
    return reader;
  }

  /** Writes so many bytes, each chunk when there is room, and closes; completes with the CRC-32. */
  public static CompletionStage<Long> send(Stream stream, long count, int seed) {
    CRC32 checksum = new CRC32();
    return sendRest(stream, count, new Random(seed), checksum)
        .thenCompose(sent -> stream.closeWrite())
        .thenApply(closed -> checksum.getValue());
  }

  private static CompletionStage<Void> sendRest(
      Stream stream, long count, Random random, CRC32 checksum) {
    long left = count;
    while (left > 0) {
      byte[] chunk = new byte[(int) Math.min(CHUNK, left)];
      random.nextBytes(chunk);
      checksum.update(chunk);
      left -= chunk.length;
      CompletionStage<Void> write = stream.write(Unpooled.wrappedBuffer(chunk));
      if (!write.toCompletableFuture().isDone()) {
        long rest = left;
        return write.thenCompose(done -> sendRest(stream, rest, random, checksum));
      }
    }
    return CompletableFuture.completedStage(null);
  }

  protected static ByteBuf bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return Unpooled.wrappedBuffer(bytes);
  }

  protected static void assertFails(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(call)
        .satisfies(
            thrown -> {
              Throwable cause = thrown.getCause();
              Throwable failure = cause instanceof CompletionException ? cause.getCause() : cause;
              assertThat(failure).isInstanceOf(ConnectionFailed.class);
              assertThat(((ConnectionFailed) failure).reason()).isEqualTo(reason);
            });
  }

  /** Sends back what comes, at the pace of the other end, and closes when it does. */
  public static final class Echo implements StreamReader {
    private final Stream stream;

    public Echo(Stream stream) {
      this.stream = stream;
    }

    @Override
    public void bytes(ByteBuf bytes) {
      CompletionStage<Void> write = stream.write(bytes);
      if (!write.toCompletableFuture().isDone()) {
        stream.pauseReading();
        write.thenRun(stream::resumeReading);
      }
    }

    @Override
    public void endOfInput() {
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {}
  }
}
