package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamContractTest;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.transport.Intake;
import org.meshwork.libp2p.transport.Listener;

/** What connections of QUIC have beyond the contracts of transports and streams. */
class QuicConnectionTest extends QuicFixture {
  /** Streams at once where many follow each other; a whole part of what the peer allows. */
  private static final int SOME = 32;

  @Test
  void opensNoMoreStreamsThanThePeerAllows() throws Exception {
    Connection dialled = dial(listen(server));
    Connection answered = nextAccepted();
    List<Stream> waiting = new ArrayList<>();
    for (int index = 0; index < QuicBounds.MAX_STREAMS; index++) {
      Stream stream = get(dialled.openStream());
      stream.write(text("!"));
      waiting.add(stream);
    }
    assertFailed(Reason.TOO_MUCH, dialled.openStream());
    CompletableFuture<Void> all = new CompletableFuture<>();
    List<Stream> came = new ArrayList<>();
    answered.acceptStreams(
        stream -> {
          came.add(stream);
          if (came.size() == QuicBounds.MAX_STREAMS) {
            all.complete(null);
          }
        });
    get(all);
  }

  @Test
  void closesGracefullyOnlyWhenAllIsDelivered() throws Exception {
    Connection dialled = dial(listen(server));
    Ends ends = open(dialled, nextAccepted());
    Intake far = new Intake();
    ends.far().read(far);
    ends.far().closeWrite();
    ends.near().read(new Intake());
    ends.near().write(Unpooled.wrappedBuffer(new byte[8 << 20]));
    ends.near().closeWrite();
    CompletionStage<Void> closed = dialled.closeGracefully();
    assertFailed(Reason.CLOSED, dialled.openStream());
    assertThat(get(far.content()).bytes()).isEqualTo((8 << 20) + 1);
    get(closed);
  }

  /** What a stream took of the peer's limit comes back when both sides have ended it. */
  @Test
  void opensMoreStreamsAfterOthersThanAtOnce() throws Exception {
    Connection dialled = dial(listen(server));
    nextAccepted().acceptStreams(stream -> stream.read(new StreamContractTest.Echo(stream)));
    for (int index = 0; index < 2 * QuicBounds.MAX_STREAMS; index += SOME) {
      List<Intake> echoes = new ArrayList<>();
      for (int count = 0; count < SOME; count++) {
        Stream stream = get(dialled.openStream());
        Intake echo = new Intake();
        stream.read(echo);
        stream.write(text("!"));
        stream.closeWrite();
        echoes.add(echo);
      }
      for (Intake echo : echoes) {
        get(echo.content());
      }
    }
  }

  @Test
  void opensMoreStreamsThanAtOnceWhenTheyWereReset() throws Exception {
    Connection dialled = dial(listen(server));
    BlockingQueue<Intake> came = new LinkedBlockingQueue<>();
    nextAccepted()
        .acceptStreams(
            stream -> {
              Intake intake = new Intake();
              stream.read(intake);
              came.add(intake);
            });
    for (int index = 0; index < 2 * QuicBounds.MAX_STREAMS; index += SOME) {
      List<Stream> opened = new ArrayList<>();
      List<Intake> far = new ArrayList<>();
      for (int count = 0; count < SOME; count++) {
        Stream stream = get(dialled.openStream());
        stream.write(text("!"));
        opened.add(stream);
      }
      for (int count = 0; count < SOME; count++) {
        far.add(came.poll(20, TimeUnit.SECONDS));
      }
      opened.forEach(Stream::reset);
      for (Intake intake : far) {
        assertFailed(Reason.RESET, intake.content());
      }
    }
  }

  /** By datagrams: nothing else is sent here. */
  @Test
  void keepsIdleConnectionsAlive() throws Exception {
    Duration idle = Duration.ofMillis(600);
    Listener listener = listen(hasty(SERVER_KEY, idle));
    Connection dialled = get(hasty(CLIENT_KEY, idle).dial(listener.address(), ANYBODY));
    connections.add(dialled);
    Connection answered = nextAccepted();
    CompletionStage<?> end =
        CompletableFuture.anyOf(
            dialled.ended().toCompletableFuture(), answered.ended().toCompletableFuture());
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(
            () -> end.toCompletableFuture().get(4 * idle.toMillis(), TimeUnit.MILLISECONDS));
    open(dialled, answered);
  }

  private static QuicTransport hasty(PrivateKey key, Duration idle) {
    return new QuicTransport(
        issue(key), CLOCK, group, new FixedRandom(SEEDS.incrementAndGet()), PATIENCE, idle);
  }
}
