package org.meshwork.libp2p.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.InputMutation;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;

/** Broken input, cut anywhere: the same messages and the same end, however it is cut. */
class MessageReaderFuzzTest {
  private static final int MAX_BYTES = 300;
  private static final Bytes GOOD =
      new ByteWriter()
          .prefixed(Bytes.utf8("one"))
          .prefixed(Bytes.EMPTY)
          .prefixed(Bytes.of(new byte[MAX_BYTES]))
          .toBytes();

  @Test
  @Fuzz
  void readsOrRefusesTheSameHoweverItIsCut() {
    FuzzRun run = FuzzRun.begin();
    Random random = run.random();
    int refused = 0;
    while (run.next()) {
      Bytes input = InputMutation.of(List.of(GOOD), random);
      Outcome whole = read(input, Integer.MAX_VALUE, random);
      assertThat(read(input, 1 + random.nextInt(20), random)).isEqualTo(whole);
      refused += whole.failures.size();
    }
    assertThat(refused).isBetween(run.count() / 10, run.count() - 1);
  }

  private static Outcome read(Bytes input, int maxChunk, Random random) {
    Outcome outcome = new Outcome();
    FakeStream stream = new FakeStream();
    MessageReader reader = new MessageReader(stream, MAX_BYTES, outcome);
    for (int at = 0; at < input.size(); ) {
      int end = Math.min(input.size(), at + 1 + random.nextInt(Math.min(maxChunk, input.size())));
      end = maxChunk == Integer.MAX_VALUE ? input.size() : end;
      ByteBuf chunk = Unpooled.copiedBuffer(input.slice(at, end).toArray());
      reader.bytes(chunk);
      assertThat(chunk.refCnt()).isZero();
      at = end;
    }
    reader.endOfInput();
    assertThat(stream.resets).isEqualTo(outcome.failures.size());
    assertThat(outcome.ends + outcome.failures.size()).isEqualTo(1);
    return outcome;
  }

  /** What a sink heard. */
  private static final class Outcome implements MessageReader.Sink {
    private final List<Bytes> messages = new ArrayList<>();
    private final List<Reason> failures = new ArrayList<>();
    private int ends;

    @Override
    public void message(Bytes message) {
      assertThat(message.size()).isLessThanOrEqualTo(MAX_BYTES);
      messages.add(message);
    }

    @Override
    public void end() {
      ends++;
    }

    @Override
    public void failed(ConnectionFailed failure) {
      failures.add(failure.reason());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Outcome outcome
          && messages.equals(outcome.messages)
          && failures.equals(outcome.failures);
    }

    @Override
    public int hashCode() {
      return messages.hashCode();
    }

    @Override
    public String toString() {
      return messages + " " + failures;
    }
  }

  /** Counts its resets. */
  private static final class FakeStream implements Stream {
    private int resets;

    @Override
    public long id() {
      return 1;
    }

    @Override
    public boolean isInitiator() {
      return true;
    }

    @Override
    public void read(StreamReader reader) {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public CompletionStage<Void> write(ByteBuf bytes) {
      bytes.release();
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> closeWrite() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void reset() {
      resets++;
    }

    @Override
    public CompletionStage<Void> closed() {
      return new CompletableFuture<>();
    }
  }
}
