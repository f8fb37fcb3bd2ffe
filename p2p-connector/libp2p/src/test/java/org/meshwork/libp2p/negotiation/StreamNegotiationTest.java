package org.meshwork.libp2p.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.StreamReader;

@ExtendWith(LeakWatch.class)
class StreamNegotiationTest {
  private static final String HEADER = "/multistream/1.0.0";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final EventExecutor loop = channel.eventLoop();
  private final FakeStream stream = new FakeStream();
  private final Heard heard = new Heard();

  StreamNegotiationTest() {
    channel.freezeTime();
  }

  /** Writes down what a reader hears. */
  private static final class Heard implements StreamReader {
    private final StringBuilder log = new StringBuilder();

    @Override
    public void bytes(ByteBuf bytes) {
      log.append(ByteBufUtil.hexDump(bytes)).append(' ');
      bytes.release();
    }

    @Override
    public void endOfInput() {
      log.append("end ");
    }

    @Override
    public void failed(ConnectionFailed failure) {
      log.append(failure.reason()).append(' ');
    }
  }

  private CompletableFuture<Agreement> listen() {
    return StreamNegotiation.listen(stream, "/a"::equals, loop, TIMEOUT).toCompletableFuture();
  }

  private CompletableFuture<Agreement> dial(String... protocols) {
    return StreamNegotiation.dial(stream, List.of(protocols), loop, TIMEOUT).toCompletableFuture();
  }

  private CompletableFuture<Agreement> dialLazily(String... protocols) {
    return StreamNegotiation.dialLazily(stream, List.of(protocols), loop, TIMEOUT)
        .toCompletableFuture();
  }

  private static ByteBuf octet(int value) {
    return PooledByteBufAllocator.DEFAULT.buffer().writeByte(value);
  }

  private static void assertFailed(CompletableFuture<?> stage, Reason reason) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> stage.getNow(null))
        .satisfies(
            thrown ->
                assertThat(((ConnectionFailed) thrown.getCause()).reason()).isEqualTo(reason));
  }

  @Test
  void deliversWhatIsLeftOverFirst() {
    CompletableFuture<Agreement> agreed = listen();
    agreed.thenAccept(agreement -> agreement.stream().read(heard));
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    stream.arrive(octet(2));
    stream.arriveEnd();
    assertThat(heard.log).hasToString("01 02 end ");
    assertThat(agreed.join().protocol()).isEqualTo("/a");
    assertThat(Lines.in(stream.written)).containsExactly(HEADER, "/a");
    // The stream serves the reader itself from now on.
    assertThat(stream.reader).isSameAs(heard);
  }

  @Test
  void keepsWhatIsLeftOverForAReaderThatComesLate() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    stream.arrive(octet(2));
    assertThat(stream.isPaused).isTrue();
    agreed.join().stream().read(heard);
    assertThat(heard.log).hasToString("01 02 ");
  }

  @Test
  void waitsWhileItIsPaused() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    agreed.join().stream().pauseReading();
    agreed.join().stream().read(heard);
    assertThat(heard.log).isEmpty();
    agreed.join().stream().resumeReading();
    assertThat(heard.log).hasToString("01 ");
  }

  @Test
  void obeysAReaderThatPausesOrHandsOver() {
    Heard second = new Heard();
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    agreed.join().stream()
        .read(
            new StreamReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                heard.bytes(bytes);
                agreed.join().stream().pauseReading();
                agreed.join().stream().read(second);
              }

              @Override
              public void endOfInput() {}

              @Override
              public void failed(ConnectionFailed failure) {}
            });
    stream.arrive(octet(2));
    assertThat(second.log).isEmpty();
    agreed.join().stream().resumeReading();
    assertThat(heard.log).hasToString("01 ");
    assertThat(second.log).hasToString("02 ");
  }

  @Test
  void dropsWhatIsLeftOverWhenTheStreamFails() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    stream.reset();
    agreed.join().stream().read(heard);
    assertThat(heard.log).hasToString("RESET ");
  }

  @Test
  void resetsWhenAReaderOfTheLeftoverThrows() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(Lines.of(HEADER, "/a").writeByte(1));
    agreed.join().stream()
        .read(
            new StreamReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                bytes.release();
                throw new IllegalStateException("a mistake");
              }

              @Override
              public void endOfInput() {}

              @Override
              public void failed(ConnectionFailed failure) {
                heard.failed(failure);
              }
            });
    assertThat(stream.isReset).isTrue();
    assertThat(heard.log).hasToString("RESET ");
  }

  @Test
  void dialerWaitsForTheAnswer() {
    CompletableFuture<Agreement> agreed = dial("/a");
    assertThat(agreed).isNotDone();
    assertThat(Lines.in(stream.written.copy())).containsExactly(HEADER, "/a");
    stream.arrive(Lines.of(HEADER, "/a"));
    assertThat(agreed).isDone();
  }

  @Test
  void lazyDialerMaySendAtOnce() {
    CompletableFuture<Agreement> agreed = dialLazily("/a");
    agreed.join().stream().write(octet(7));
    agreed.join().stream().read(heard);
    assertThat(ByteBufUtil.hexDump(stream.written)).endsWith("032f610a07");
    stream.arrive(Lines.of(HEADER).writeByte(3));
    stream.arrive(Unpooled.copiedBuffer(new byte[] {'/', 'a', '\n', 9}));
    assertThat(heard.log).hasToString("09 ");
  }

  @Test
  void lazyDialerWaitsUntilOneIsLeft() {
    CompletableFuture<Agreement> agreed = dialLazily("/a", "/b");
    assertThat(agreed).isNotDone();
    stream.arrive(Lines.of(HEADER, "na"));
    assertThat(agreed.join().protocol()).isEqualTo("/b");
  }

  @Test
  void lazyDialerHearsThatItIsRefused() {
    CompletableFuture<Agreement> agreed = dialLazily("/a");
    agreed.join().stream().read(heard);
    stream.arrive(Lines.of(HEADER, "na"));
    assertThat(heard.log).hasToString("NO_COMMON_PROTOCOL ");
    assertThat(stream.isReset).isTrue();
  }

  @Test
  void resetsWhatIsRefused() {
    CompletableFuture<Agreement> agreed = dial("/a");
    stream.arrive(Lines.of(HEADER, "na"));
    assertFailed(agreed, Reason.NO_COMMON_PROTOCOL);
    assertThat(stream.isReset).isTrue();
  }

  @Test
  void waitsNoLongerThanAllowed() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arrive(octet(19));
    channel.advanceTimeBy(10, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertFailed(agreed, Reason.TIMED_OUT);
    assertThat(stream.isReset).isTrue();
  }

  @Test
  void failsWhenTheStreamEndsOrFails() {
    CompletableFuture<Agreement> agreed = listen();
    stream.arriveEnd();
    assertFailed(agreed, Reason.CLOSED);
    assertThat(stream.isReset).isTrue();
  }
}
