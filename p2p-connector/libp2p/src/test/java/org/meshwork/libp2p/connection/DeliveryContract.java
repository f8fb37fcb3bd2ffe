package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.muxer.MuxedChannel;

/**
 * Of the promises of {@link Stream}: bytes come as they were sent, to whoever reads at the time.
 */
abstract class DeliveryContract extends StreamFixture {
  /** What a carrier may hold beyond {@link Stream#MAX_WAITING_BYTES} of one stream: its window. */
  private static final int MAX_WINDOW_BYTES = 16 * 1024 * 1024;

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
      RecordingReader reader = record(far, new RecordingReader());
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
      RecordingReader reader = record(nextAccepted(), new RecordingReader());
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
            new RecordingReader(AHEAD) {
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
            new RecordingReader(AHEAD) {
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

  private static boolean hasFailed(List<CompletionStage<Void>> writes) {
    return !writes.isEmpty()
        && writes.get(writes.size() - 1).toCompletableFuture().isCompletedExceptionally();
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
}
