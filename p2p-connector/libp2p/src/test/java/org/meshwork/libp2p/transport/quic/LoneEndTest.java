package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamContractTest;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.transport.Intake;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.quic.LossyPath.Fate;

/**
 * Ends of streams that go out without a byte, which quiche may forget. {@code -Dlibp2p.quic.rounds}
 * says how often many are tried.
 */
class LoneEndTest extends QuicFixture {
  private static final int ROUNDS = Integer.getInteger("libp2p.quic.rounds", 12);
  private static final int STREAMS = 100;

  /** What one end would wait if nothing told. */
  private static final Duration BY_TIME = Duration.ofMillis(100);

  private static final Duration SHORT = Duration.ofMillis(1);

  /** More than the first congestion window. */
  private static final int BYTES = 20_000;

  /** The end would be lost while the bytes before it are on their way, and they arrive. */
  @Test
  void waitsUntilThePeerHasTheBytesBeforeIt() throws Exception {
    Listener listener = listen(server);
    try (LossyPath path = new LossyPath(listener.address())) {
      Connection dialled = get(client.dial(path.address(), ANYBODY));
      connections.add(dialled);
      Ends ends = open(dialled, nextAccepted());
      Intake question = read(ends.far());
      Intake answer = read(ends.near());

      path.answers(Fate.HELD);
      get(ends.far().write(text("answer")));
      get(ends.near().closeWrite());
      get(question.content());
      path.questions(Fate.HELD);
      path.answers(Fate.LOST);
      int before = path.answered();
      ends.far().closeWrite();
      await().pollDelay(Duration.ZERO).pollInterval(SHORT).until(() -> path.answered() > before);
      path.answers(Fate.DELIVERED);
      path.questions(Fate.DELIVERED);

      assertThat(answer.content().get(10, TimeUnit.SECONDS).text()).isEqualTo("answer");
      get(ends.far().closed());
    }
  }

  /** Written when there was room for the bytes, most of which are sent later. */
  @Test
  void comesWithTheLastBytesWhereThereIsRoom() throws Exception {
    echoes(
        (stream, bytes) -> {
          Intake echo = read(stream);
          stream.write(bytes).thenRun(stream::closeWrite);
          return echo;
        });
  }

  /** While the first bytes of the echo are here, and the others on their way. */
  @Test
  void comesAloneWhileBytesAreOnTheirWay() throws Exception {
    echoes(
        (stream, bytes) -> {
          Intake echo = new Intake();
          stream.read(new ClosingAtOnce(stream, echo));
          stream.write(bytes);
          return echo;
        });
  }

  /** A packet of the peer's tells that it has all, when it was asked. */
  @Test
  void comesPromptlyWhereNothingElseIsSent() throws Exception {
    Connection dialled = dial(listen(server));
    nextAccepted().acceptStreams(stream -> stream.read(new StreamContractTest.Echo(stream)));
    long start = System.nanoTime();
    for (int count = 0; count < STREAMS; count++) {
      Stream stream = get(dialled.openStream());
      Intake echo = new Intake();
      stream.read(new ClosingAtOnce(stream, echo));
      stream.write(text("!"));
      get(echo.content());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(BY_TIME.multipliedBy(STREAMS));
  }

  private void echoes(BiFunction<Stream, ByteBuf, Intake> begin) throws Exception {
    Listener listener = listen(server);
    for (int round = 0; round < ROUNDS; round++) {
      Connection dialled = dial(listener);
      nextAccepted().acceptStreams(stream -> stream.read(new StreamContractTest.Echo(stream)));
      List<Intake> echoes = new ArrayList<>();
      for (int count = 0; count < STREAMS; count++) {
        Stream stream = get(dialled.openStream());
        echoes.add(begin.apply(stream, Unpooled.wrappedBuffer(new byte[BYTES])));
      }
      for (Intake echo : echoes) {
        assertThat(echo.content().get(10, TimeUnit.SECONDS).bytes()).isEqualTo(BYTES);
      }
      get(dialled.close());
    }
  }

  private static Intake read(Stream stream) {
    Intake intake = new Intake();
    stream.read(intake);
    return intake;
  }

  private record ClosingAtOnce(Stream stream, Intake echo) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      stream.closeWrite();
      echo.bytes(bytes);
    }

    @Override
    public void endOfInput() {
      echo.endOfInput();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      echo.failed(failure);
    }
  }
}
