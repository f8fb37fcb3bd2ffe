package org.meshwork.libp2p.protocol.dcutr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.relay.FakeConnection;
import org.meshwork.libp2p.protocol.relay.FakeStream;

/** The messages of one attempt, on virtual time. */
@ExtendWith(LeakWatch.class)
class ExchangeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Multiaddr OURS = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
  private static final Multiaddr THEIRS = Multiaddr.parse("/ip4/4.3.2.1/tcp/2");

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeStream stream = new FakeStream();
  private final ProtocolStream on =
      new ProtocolStream(new FakeConnection(1, THEIRS, time.eventLoop()), Dcutr.PROTOCOL, stream);

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  @AfterEach
  void close() {
    stream.reset();
    time.close();
  }

  private CompletableFuture<Exchange.Agreement> invite() {
    CompletableFuture<Exchange.Agreement> result =
        Exchange.invite(on, List.of(OURS), TIMEOUT).toCompletableFuture();
    time.runPendingTasks();
    return result;
  }

  private CompletableFuture<Exchange.Agreement> accept() {
    return Exchange.accept(on, List.of(OURS), TIMEOUT).toCompletableFuture();
  }

  private void pass(Duration duration) {
    time.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    time.runScheduledPendingTasks();
  }

  private void say(HolePunchMessage message) {
    stream.arrive(Messages.frame(message.encode()));
  }

  private void assertSaid(HolePunchMessage message) {
    ByteBuf expected = Messages.frame(message.encode());
    assertThat(stream.takeWritten()).isEqualTo(expected);
    expected.release();
  }

  private void assertFailed(CompletableFuture<?> result, Reason reason) {
    assertThat(result).isCompletedExceptionally();
    Throwable failure = result.handle((agreement, thrown) -> thrown).join();
    assertThat(ConnectionFailed.of(failure).reason()).isEqualTo(reason);
    assertThat(stream.isReset()).isTrue();
  }

  @Test
  void waitsHalfARoundTripAfterSync() {
    CompletableFuture<Exchange.Agreement> result = invite();
    assertSaid(HolePunchMessage.connect(List.of(OURS)));
    pass(Duration.ofMillis(80));
    assertThat(result).isNotDone();
    say(HolePunchMessage.connect(List.of(THEIRS)));
    assertSaid(HolePunchMessage.SYNC);
    assertThat(result)
        .isCompletedWithValue(new Exchange.Agreement(List.of(THEIRS), Duration.ofMillis(40)));
    assertThat(stream.isWriteClosed()).isTrue();
  }

  @Test
  void beginsAtSync() {
    CompletableFuture<Exchange.Agreement> result = accept();
    say(HolePunchMessage.connect(List.of(THEIRS)));
    assertSaid(HolePunchMessage.connect(List.of(OURS)));
    pass(Duration.ofMillis(80));
    assertThat(result).isNotDone();
    say(HolePunchMessage.SYNC);
    assertThat(result).isCompletedWithValue(new Exchange.Agreement(List.of(THEIRS), Duration.ZERO));
  }

  @Test
  void refusesWhatIsOutOfTurn() {
    CompletableFuture<Exchange.Agreement> result = invite();
    say(HolePunchMessage.SYNC);
    assertFailed(result, Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesAnInvitationThatIsRepeated() {
    CompletableFuture<Exchange.Agreement> result = accept();
    say(HolePunchMessage.connect(List.of(THEIRS)));
    say(HolePunchMessage.connect(List.of(THEIRS)));
    assertFailed(result, Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesWhatIsNoMessage() {
    CompletableFuture<Exchange.Agreement> result = accept();
    stream.arrive(Unpooled.copiedBuffer(new byte[] {1, 2}));
    assertFailed(result, Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesAnEndBeforeItIsAgreed() {
    CompletableFuture<Exchange.Agreement> result = accept();
    stream.arriveEnd();
    assertFailed(result, Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void waitsNoLongerThanAllowed() {
    CompletableFuture<Exchange.Agreement> result = accept();
    say(HolePunchMessage.connect(List.of(THEIRS)));
    pass(TIMEOUT.minusMillis(1));
    assertThat(result).isNotDone();
    pass(Duration.ofMillis(1));
    assertFailed(result, Reason.TIMED_OUT);
  }
}
