package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Of the promises of {@link Stream}: a reset ends both ways of its stream, and nothing else. */
abstract class ResetContract extends ClosingContract {
  /** Whether a stream that nobody reads at the time hears at once that the peer has reset it. */
  protected boolean hearsOfResetsUnread() {
    return true;
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
    int size = 4 * 1024 * 1024;
    ByteBuf chunk = bytes(size, 11);
    CompletionStage<Void> write = pair.near().write(chunk);
    pair.near().reset();
    assertFails(Reason.RESET, () -> await(pair.near().closed()));
    if (!hearsOfResetsUnread()) {
      roundTrip();
      pair.far().resumeReading();
    }
    assertThat(await(far.failure()).reason()).isEqualTo(Reason.RESET);
    eventually(() -> assertThat(write.toCompletableFuture().isDone()).isTrue());
    assertThat(far.count()).isLessThan(hearsOfResetsUnread() ? 1 : size);
    eventually(() -> assertThat(chunk.refCnt()).isZero());
  }

  @Test
  void readerSetAfterTheResetHearsOfIt() throws Exception {
    Pair pair = open();
    pair.near().reset();
    if (hearsOfResetsUnread()) {
      assertFails(Reason.RESET, () -> await(pair.far().closed()));
    } else {
      roundTrip();
    }
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
    AtomicBoolean hasThrown = new AtomicBoolean();
    // One acceptor for all streams: another might be set too late for the next one.
    ends.listener()
        .acceptStreams(
            stream -> {
              if (!hasThrown.getAndSet(true)) {
                throw new IllegalStateException("a defect of the acceptor");
              }
              accepted.add(stream);
            });
    Stream near = await(ends.dialler().openStream());
    RecordingReader reader = record(near);
    near.write(bytes(10, 14));
    assertThat(await(reader.failure()).reason()).isEqualTo(Reason.RESET);
    roundTrip();
  }
}
