package org.meshwork.libp2p.muxer.yamux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.CLOSED;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.PROTOCOL_VIOLATED;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.RESET;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.TOO_MUCH;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.ACK;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.FIN;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.RST;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.SYN;
import static org.meshwork.libp2p.muxer.yamux.FrameType.DATA;
import static org.meshwork.libp2p.muxer.yamux.FrameType.GO_AWAY;
import static org.meshwork.libp2p.muxer.yamux.FrameType.PING;
import static org.meshwork.libp2p.muxer.yamux.FrameType.WINDOW_UPDATE;
import static org.meshwork.libp2p.muxer.yamux.GoAwayCode.NORMAL;
import static org.meshwork.libp2p.muxer.yamux.GoAwayCode.PROTOCOL_ERROR;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;

/** What a peer may not do ends the session with a reason, and what it may only do so often too. */
class HostilePeerTest {
  private static final int WINDOW = ReceiveWindow.INITIAL_BYTES;

  private RawPeer peer = RawPeer.ready();

  @AfterEach
  void close() {
    peer.close();
  }

  private void assertViolated() {
    peer.assertEnded(PROTOCOL_VIOLATED, PROTOCOL_ERROR);
  }

  @Test
  void mayFillTheWindowAndNoMore() {
    peer.open(2);
    peer.data(0, 2, WINDOW);
    peer.assertOpen();
    peer.frame(DATA, 0, 2, 1);
    assertViolated();
  }

  @Test
  void mayNotAnnounceMoreThanTheWindow() {
    peer.open(2);
    peer.frame(DATA, 0, 2, 0xffff_ffffL);
    assertViolated();
  }

  @Test
  void mayNotOpenWithMoreThanTheWindow() {
    peer.frame(DATA, SYN, 2, WINDOW + 1);
    assertViolated();
  }

  @Test
  void readersThatTakeMakeRoom() {
    peer.open(2);
    peer.accepted.get(0).read(new RecordingReader());
    for (int count = 0; count < 10; count++) {
      peer.data(0, 2, WINDOW / 2);
      peer.assertOpen();
    }
  }

  @Test
  void mayNotUseAStreamThatNobodyOpened() {
    peer.data(0, 4, 10);
    assertViolated();
  }

  @Test
  void mayNotUseAStreamThatThisSideHasNotOpened() {
    peer.frame(WINDOW_UPDATE, 0, 1, 10);
    assertViolated();
  }

  @Test
  void mayNotOpenWithAnIdOfThisSide() {
    peer.open(1);
    assertViolated();
  }

  @Test
  void mayNotOpenAnOpenStreamAgain() {
    peer.open(2);
    peer.open(2);
    assertViolated();
  }

  @Test
  void mayNotOpenAClosedStreamAgain() {
    peer.open(2);
    peer.accepted.get(0).reset();
    peer.open(4);
    peer.open(2);
    assertViolated();
  }

  @Test
  void mayOpenOutOfOrder() {
    peer.open(8);
    peer.open(2);
    peer.open(6);
    peer.assertOpen();
    assertThat(peer.accepted).extracting(Stream::id).containsExactly(8L, 2L, 6L);
  }

  @Test
  void mayNotSendAfterItsEnd() {
    peer.open(2);
    peer.frame(DATA, FIN, 2, 0);
    peer.data(0, 2, 1);
    assertViolated();
  }

  @Test
  void mayNotEndTwice() {
    peer.open(2);
    peer.frame(WINDOW_UPDATE, FIN, 2, 0);
    peer.frame(WINDOW_UPDATE, FIN, 2, 0);
    assertViolated();
  }

  @Test
  void mayNotOverflowThisSidesSendWindow() {
    peer.open(2);
    peer.frame(WINDOW_UPDATE, 0, 2, 0xffff_ffffL - WINDOW);
    peer.assertOpen();
    peer.frame(WINDOW_UPDATE, 0, 2, 1);
    assertViolated();
  }

  @Test
  void mayNotSendWhatIsNoFrame() {
    peer.bytes(Unpooled.wrappedBuffer("GET / HTTP/1.1\r\n".getBytes(US_ASCII)));
    assertViolated();
  }

  @Test
  void dropsWhatWasOnItsWayWhenTheStreamWasReset() {
    peer.open(2);
    peer.accepted.get(0).reset();
    peer.channel.runPendingTasks();
    peer.data(0, 2, WINDOW / 2);
    peer.frame(WINDOW_UPDATE, ACK, 2, 100);
    peer.data(FIN, 2, WINDOW / 2);
    peer.frame(WINDOW_UPDATE, RST, 2, 0);
    peer.assertOpen();
  }

  @Test
  void mayNotSendMoreToResetStreamsThanTheirWindows() {
    peer.open(2);
    peer.accepted.get(0).reset();
    peer.data(0, 2, WINDOW);
    peer.data(0, 2, 1);
    assertViolated();
  }

  @Test
  void refusesStreamsAboveTheMaximum() {
    peer.close();
    peer = RawPeer.ready(YamuxSettings.DEFAULT.withMaxStreams(3, 3), Duration.ofMillis(1));
    for (int id = 2; id <= 8; id += 2) {
      peer.frame(DATA, SYN, id, 0);
    }
    assertThat(peer.accepted).hasSize(3);
    assertThat(peer.takeSent()).anyMatch(sent -> sent.is(WINDOW_UPDATE, RST, 8));
    peer.accepted.get(0).reset();
    peer.open(10);
    assertThat(peer.accepted).hasSize(4);
  }

  @Test
  void refusesStreamsAboveTheBacklogWhileNobodyAccepts() {
    peer.close();
    peer = new RawPeer(YamuxSettings.DEFAULT);
    for (int count = 1; count <= InboundStreams.MAX_BACKLOG + 1; count++) {
      peer.open(2L * count);
    }
    List<RawPeer.Sent> sent = peer.takeSent();
    assertThat(sent).hasSize(1).allMatch(frame -> frame.header().has(RST));
    peer.session.acceptStreams(peer.accepted::add);
    peer.channel.runPendingTasks();
    assertThat(peer.takeSent())
        .hasSize(InboundStreams.MAX_BACKLOG)
        .allMatch(frame -> frame.header().flags() == ACK);
  }

  @Test
  void endsWithAPeerThatOpensAndResets() {
    long id = 2;
    for (int count = 0; count < FloodBounds.RESETS_AT_ONCE; count++, id += 2) {
      peer.open(id);
      peer.frame(WINDOW_UPDATE, RST, id, 0);
    }
    peer.assertOpen();
    peer.open(id);
    peer.frame(WINDOW_UPDATE, RST, id, 0);
    peer.assertEnded(TOO_MUCH, PROTOCOL_ERROR);
  }

  @Test
  void endsWithAPeerThatOpensMoreThanItMay() {
    peer.close();
    peer = RawPeer.ready(YamuxSettings.DEFAULT.withMaxStreams(1, 1), Duration.ofMillis(1));
    for (int count = 1; count <= FloodBounds.RESETS_AT_ONCE + 2; count++) {
      peer.open(2L * count);
    }
    peer.assertEnded(TOO_MUCH, PROTOCOL_ERROR);
  }

  @Test
  void endsWithAPeerThatPingsTooMuch() {
    for (int count = 0; count < FloodBounds.PINGS_AT_ONCE; count++) {
      peer.frame(PING, SYN, 0, count);
    }
    assertThat(peer.takeSent()).hasSize(FloodBounds.PINGS_AT_ONCE);
    peer.pass(Duration.ofMillis(150));
    peer.frame(PING, SYN, 0, 7);
    peer.assertOpen();
    peer.frame(PING, SYN, 0, 8);
    peer.assertEnded(TOO_MUCH, PROTOCOL_ERROR);
  }

  @Test
  void endsWithAPeerThatSendsFramesThatDoNothing() {
    peer.open(2);
    for (int count = 0; count < FloodBounds.IDLE_FRAMES_AT_ONCE; count++) {
      peer.frame(count % 2 == 0 ? DATA : WINDOW_UPDATE, 0, 2, 0);
    }
    peer.assertOpen();
    peer.frame(DATA, 0, 2, 0);
    peer.assertEnded(TOO_MUCH, PROTOCOL_ERROR);
  }

  @Test
  void endsWithAPeerThatAnswersPingsThatNobodySent() {
    for (int count = 0; count <= FloodBounds.IDLE_FRAMES_AT_ONCE; count++) {
      peer.frame(PING, ACK, 0, count);
    }
    peer.assertEnded(TOO_MUCH, PROTOCOL_ERROR);
  }

  @Test
  void refusesStreamsAfterItsGoAwayAndKeepsTheOthers() {
    peer.open(2);
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    peer.frame(GO_AWAY, 0, 0, 0);
    peer.open(4);
    assertThat(peer.accepted).hasSize(1);
    assertThat(peer.takeSent()).anyMatch(sent -> sent.is(WINDOW_UPDATE, RST, 4));
    peer.data(FIN, 2, 100);
    assertThat(reader.count()).isEqualTo(100);
    assertThat(peer.session.openStream().toCompletableFuture()).isCompletedExceptionally();
    peer.assertOpen();
    peer.accepted.get(0).closeWrite();
    peer.channel.runPendingTasks();
    peer.assertEnded(CLOSED, NORMAL);
  }

  @Test
  void endsWhenThePeerGivesUp() {
    peer.open(2);
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    peer.frame(GO_AWAY, 0, 0, 1);
    peer.assertEnded(CLOSED, NORMAL);
    assertThat(reader.failure().toCompletableFuture().join().getMessage())
        .contains("PROTOCOL_ERROR");
  }

  @Test
  void takesNothingAfterTheEnd() {
    peer.open(2);
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    peer.session.close();
    peer.data(0, 2, 100);
    assertThat(reader.count()).isZero();
  }

  @Test
  void violationFailsTheStreamsWithItsReason() {
    peer.open(2);
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    peer.open(1);
    assertThat(reader.failure().toCompletableFuture().join().reason()).isEqualTo(PROTOCOL_VIOLATED);
    assertViolated();
  }

  @Test
  void resetOfThePeerFailsTheStream() {
    peer.open(2);
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    peer.frame(DATA, RST, 2, 0);
    assertThat(reader.failure().toCompletableFuture().join().reason()).isEqualTo(RESET);
    peer.assertOpen();
  }

  @Test
  void keepsSmallPiecesWithoutOverhead() {
    peer.open(2);
    for (int count = 0; count < 20_000; count++) {
      peer.data(0, 2, 1);
    }
    RecordingReader reader = new RecordingReader();
    peer.accepted.get(0).read(reader);
    assertThat(reader.count()).isEqualTo(20_000);
    assertThat(reader.calls()).isLessThan(5);
  }
}
