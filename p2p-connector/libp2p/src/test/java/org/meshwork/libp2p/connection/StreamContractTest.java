package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.muxer.MuxedChannel;

/**
 * What {@link Stream} and {@link StreamReader} promise, whatever carries them. Every muxer and
 * every transport passes it: {@link #connect} makes a pair of ends; a simulation overrides {@link
 * #await} and {@link #eventually}, through which all waiting goes, to let its time pass.
 */
public abstract class StreamContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CHUNK = 64 * 1024;

  /** What a muxer may hold beyond {@link Stream#MAX_WAITING_BYTES} of one stream: its window. */
  private static final int MAX_WINDOW_BYTES = 16 * 1024 * 1024;

  /** The ends of one connection. A {@link Connection} fits by {@link #streamsOf}. */
  public record Ends(MuxedChannel dialler, MuxedChannel listener) {}

  /** The two ends of one stream. */
  public record Pair(Stream near, Stream far) {}

  private final BlockingQueue<Stream> accepted = new LinkedBlockingQueue<>();
  private final List<RecordingReader> readers = new ArrayList<>();
  private Ends ends;

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
    Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
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

  @Test
  void deliversBytesInOrderBothWays() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    CompletionStage<Long> there = send(pair.near(), 3_000_000, 1);
    CompletionStage<Long> back = send(pair.far(), 2_000_000, 2);
    assertThat(await(far.end())).isEqualTo(await(there));
    assertThat(await(near.end())).isEqualTo(await(back));
    assertThat(far.count()).isEqualTo(3_000_000);
    await(pair.near().closed());
    await(pair.far().closed());
  }

  @Test
  void bothEndsOpenStreams() throws Exception {
    ends.listener().acceptStreams(accepted::add);
    ends.dialler().acceptStreams(accepted::add);
    for (MuxedChannel opener : List.of(ends.dialler(), ends.listener())) {
      Stream near = await(opener.openStream());
      await(near.write(bytes(10, 1)));
      Stream far = nextAccepted();
      assertThat(near.isInitiator()).isTrue();
      assertThat(far.isInitiator()).isFalse();
      RecordingReader reader = record(far);
      eventually(() -> assertThat(reader.count()).isEqualTo(10));
    }
  }

  @Test
  void idsAreUnique() throws Exception {
    ends.listener().acceptStreams(accepted::add);
    ends.dialler().acceptStreams(accepted::add);
    Set<Long> ids = new HashSet<>();
    for (int count = 0; count < 20; count++) {
      ids.add(await(ends.dialler().openStream()).id());
      ids.add(await(ends.listener().openStream()).id());
    }
    assertThat(ids).hasSize(40);
  }

  @Test
  void streamsWaitForTheFirstAcceptor() throws Exception {
    List<Stream> opened = new ArrayList<>();
    for (int count = 0; count < 20; count++) {
      Stream stream = await(ends.dialler().openStream());
      await(stream.write(bytes(100, count)));
      opened.add(stream);
    }
    ends.listener().acceptStreams(accepted::add);
    for (int count = 0; count < opened.size(); count++) {
      RecordingReader reader = record(nextAccepted());
      eventually(() -> assertThat(reader.count()).isEqualTo(100));
    }
  }

  @Test
  void bytesWaitForTheFirstReader() throws Exception {
    Pair pair = open();
    CompletionStage<Long> sent = send(pair.near(), 100_000, 3);
    await(sent);
    roundTrip();
    RecordingReader reader = record(pair.far());
    assertThat(await(reader.end())).isEqualTo(await(sent));
  }

  @Test
  void readerThatSetsAnotherHearsNothingMore() throws Exception {
    Pair pair = open();
    RecordingReader second = new RecordingReader();
    RecordingReader first =
        record(
            pair.far(),
            new RecordingReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                super.bytes(bytes);
                pair.far().read(second);
              }
            });
    await(send(pair.near(), 1_000_000, 4));
    await(second.end());
    assertThat(first.calls()).isEqualTo(1);
    assertThat(first.count() + second.count()).isEqualTo(1_000_000);
    assertThat(first.hasEnded()).isFalse();
  }

  @Test
  void pausedReaderHearsNothingUntilResumed() throws Exception {
    Pair pair = open();
    RecordingReader reader =
        record(
            pair.far(),
            new RecordingReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                pair.far().pauseReading();
                super.bytes(bytes);
              }
            });
    CompletionStage<Long> sent = send(pair.near(), 200_000, 5);
    eventually(() -> assertThat(reader.calls()).isEqualTo(1));
    roundTrip();
    assertThat(reader.calls()).isEqualTo(1);
    while (reader.count() < 200_000) {
      int calls = reader.calls();
      pair.far().resumeReading();
      eventually(() -> assertThat(reader.calls()).isGreaterThan(calls));
    }
    pair.far().resumeReading();
    assertThat(await(reader.end())).isEqualTo(await(sent));
  }

  @Test
  void pausedReaderMakesTheWriterWait() throws Exception {
    Pair pair = open();
    RecordingReader reader = record(pair.far());
    pause(pair.far());
    List<CompletionStage<Void>> writes = new ArrayList<>();
    while (!hasFailed(writes)) {
      assertThat(writes.size() * CHUNK)
          .isLessThanOrEqualTo(Stream.MAX_WAITING_BYTES + MAX_WINDOW_BYTES);
      writes.add(pair.near().write(bytes(CHUNK, writes.size())));
    }
    CompletionStage<Void> last = writes.get(writes.size() - 1);
    assertFails(Reason.TOO_MUCH, () -> await(last));
    int taken = (writes.size() - 1) * CHUNK;
    assertThat(taken).isGreaterThanOrEqualTo(Stream.MAX_WAITING_BYTES);
    CompletionStage<Void> waiting = writes.get(writes.size() - 2);
    assertThat(waiting.toCompletableFuture().isDone()).isFalse();
    pair.far().resumeReading();
    await(waiting);
    await(pair.near().closeWrite());
    await(reader.end());
    assertThat(reader.count()).isEqualTo(taken);
  }

  @Test
  void eachWayClosesOnItsOwn() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    await(send(pair.near(), 1_000, 6));
    await(far.end());
    assertThat(pair.near().closed().toCompletableFuture().isDone()).isFalse();
    CompletionStage<Long> back = send(pair.far(), 500_000, 7);
    assertThat(await(near.end())).isEqualTo(await(back));
    await(pair.near().closed());
    await(pair.far().closed());
  }

  @Test
  void closesWithoutAByte() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    await(pair.near().closeWrite());
    await(pair.far().closeWrite());
    await(near.end());
    await(far.end());
    await(pair.near().closed());
    await(pair.far().closed());
    assertThat(near.count() + far.count()).isZero();
  }

  @Test
  void closingToWriteTwiceDoesNothing() throws Exception {
    Pair pair = open();
    RecordingReader far = record(pair.far());
    await(pair.near().closeWrite());
    await(pair.near().closeWrite());
    await(far.end());
    roundTrip();
  }

  @Test
  void refusesToWriteAfterClosing() throws Exception {
    Pair pair = open();
    record(pair.far());
    await(pair.near().closeWrite());
    ByteBuf late = bytes(10, 8);
    assertFails(Reason.CLOSED, () -> await(pair.near().write(late)));
    assertThat(late.refCnt()).isZero();
  }

  @Test
  void closesOnlyWhenEverythingIsDelivered() throws Exception {
    Pair pair = open();
    record(pair.near());
    RecordingReader far = record(pair.far());
    pause(pair.far());
    await(send(pair.near(), 1_000, 9));
    await(pair.far().closeWrite());
    await(pair.near().closed());
    roundTrip();
    assertThat(pair.far().closed().toCompletableFuture().isDone()).isFalse();
    assertThat(far.hasEnded()).isFalse();
    pair.far().resumeReading();
    await(pair.far().closed());
    assertThat(far.count()).isEqualTo(1_000);
    assertThat(far.hasEnded()).isTrue();
  }

  @Test
  void resetEndsBothEnds() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    pair.near().reset();
    assertThat(await(near.failure()).reason()).isEqualTo(Reason.RESET);
    assertThat(await(far.failure()).reason()).isEqualTo(Reason.RESET);
    for (Stream stream : List.of(pair.near(), pair.far())) {
      assertFails(Reason.RESET, () -> await(stream.closed()));
      ByteBuf late = bytes(10, 10);
      assertFails(Reason.RESET, () -> await(stream.write(late)));
      assertThat(late.refCnt()).isZero();
    }
    roundTrip();
  }

  @Test
  void resetDropsWhatWaits() throws Exception {
    Pair pair = open();
    pause(pair.far());
    RecordingReader far = record(pair.far());
    ByteBuf chunk = bytes(4 * 1024 * 1024, 11);
    CompletionStage<Void> write = pair.near().write(chunk);
    pair.near().reset();
    assertFails(Reason.RESET, () -> await(pair.near().closed()));
    assertThat(await(far.failure()).reason()).isEqualTo(Reason.RESET);
    eventually(() -> assertThat(write.toCompletableFuture().isDone()).isTrue());
    assertThat(far.count()).isZero();
    eventually(() -> assertThat(chunk.refCnt()).isZero());
  }

  @Test
  void readerSetAfterTheResetHearsOfIt() throws Exception {
    Pair pair = open();
    pair.near().reset();
    assertFails(Reason.RESET, () -> await(pair.far().closed()));
    assertThat(await(record(pair.far()).failure()).reason()).isEqualTo(Reason.RESET);
  }

  @Test
  void readerThatThrowsResetsItsStreamAlone() throws Exception {
    Pair other = open();
    RecordingReader untouched = record(other.far());
    Pair pair = open();
    RecordingReader near = record(pair.near());
    pair.far()
        .read(
            new RecordingReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                bytes.release();
                throw new IllegalStateException("a defect of the reader");
              }
            });
    pair.near().write(bytes(10, 12));
    assertThat(await(near.failure()).reason()).isEqualTo(Reason.RESET);
    CompletionStage<Long> sent = send(other.near(), 1_000, 13);
    assertThat(await(untouched.end())).isEqualTo(await(sent));
  }

  @Test
  void acceptorThatThrowsResetsTheStream() throws Exception {
    ends.listener()
        .acceptStreams(
            stream -> {
              throw new IllegalStateException("a defect of the acceptor");
            });
    Stream near = await(ends.dialler().openStream());
    RecordingReader reader = record(near);
    near.write(bytes(10, 14));
    assertThat(await(reader.failure()).reason()).isEqualTo(Reason.RESET);
    roundTrip();
  }

  @Test
  void closingFailsWhatIsOpen() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    await(ends.dialler().close());
    assertThat(await(near.failure()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(far.failure()).reason()).isEqualTo(Reason.CLOSED);
    assertFails(Reason.CLOSED, () -> await(pair.near().closed()));
    assertThat(await(ends.dialler().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(ends.listener().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertFails(Reason.CLOSED, () -> await(ends.dialler().openStream()));
    assertFails(Reason.CLOSED, () -> await(ends.listener().openStream()));
    ByteBuf late = bytes(10, 15);
    assertFails(Reason.CLOSED, () -> await(pair.near().write(late)));
    assertThat(late.refCnt()).isZero();
  }

  @Test
  void closesGracefullyWhenTheLastStreamHasEnded() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    CompletionStage<Void> closed = ends.dialler().closeGracefully();
    assertFails(Reason.CLOSED, () -> await(ends.dialler().openStream()));
    CompletionStage<Long> there = send(pair.near(), 1_000_000, 16);
    assertThat(await(far.end())).isEqualTo(await(there));
    assertThat(closed.toCompletableFuture().isDone()).isFalse();
    CompletionStage<Long> back = send(pair.far(), 1_000_000, 17);
    assertThat(await(near.end())).isEqualTo(await(back));
    await(pair.near().closed());
    await(pair.far().closed());
    await(closed);
    assertThat(await(ends.dialler().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(ends.listener().ended()).reason()).isEqualTo(Reason.CLOSED);
  }

  @Test
  void carriesManyStreamsAtOnce() throws Exception {
    ends.listener().acceptStreams(stream -> stream.read(new Echo(stream)));
    List<RecordingReader> echoes = new ArrayList<>();
    List<CompletionStage<Long>> sent = new ArrayList<>();
    for (int count = 0; count < 100; count++) {
      Stream stream = await(ends.dialler().openStream());
      echoes.add(record(stream));
      sent.add(send(stream, 20_000, count));
    }
    for (int index = 0; index < echoes.size(); index++) {
      assertThat(await(echoes.get(index).end())).isEqualTo(await(sent.get(index)));
    }
  }

  /** A new stream from the dialler, which the listener has accepted. */
  protected final Pair open() throws Exception {
    ends.listener().acceptStreams(accepted::add);
    CompletionStage<Stream> opening = ends.dialler().openStream();
    Stream near = await(opening);
    return new Pair(near, nextAccepted());
  }

  private Stream nextAccepted() {
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
  private void roundTrip() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    pair.far().read(new Echo(pair.far()));
    CompletionStage<Long> sent = send(pair.near(), 100, 99);
    assertThat(await(near.end())).isEqualTo(await(sent));
    await(pair.near().closed());
  }

  /** From this thread, so that it takes effect some turns of the event loop later. */
  private void pause(Stream stream) throws Exception {
    stream.pauseReading();
    roundTrip();
  }

  private RecordingReader record(Stream stream) {
    return record(stream, new RecordingReader());
  }

  private RecordingReader record(Stream stream, RecordingReader reader) {
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

  private static boolean hasFailed(List<CompletionStage<Void>> writes) {
    return !writes.isEmpty()
        && writes.get(writes.size() - 1).toCompletableFuture().isCompletedExceptionally();
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
