package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.CLOSED;
import static org.meshwork.libp2p.connection.ConnectionFailed.Reason.TIMED_OUT;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.ACK;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.FIN;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.RST;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.SYN;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.RecordingReader;

/** Keep-alive, round trips, growing windows and the times of an end, on virtual time. */
class SessionTimeTest {
  private static final int WINDOW = ReceiveWindow.INITIAL_BYTES;
  private static final Duration ROUND_TRIP = Duration.ofMillis(100);

  @Test
  void pingsAtIntervals() {
    RawPeer peer = RawPeer.ready();
    for (int value = 2; value < 5; value++) {
      peer.pass(Duration.ofSeconds(29));
      assertThat(peer.takeSent()).isEmpty();
      peer.pass(Duration.ofSeconds(2));
      assertThat(peer.takeSent())
          .containsExactly(new RawPeer.Sent(new FrameHeader(FrameType.PING, SYN, 0, value), 0));
      peer.frame(FrameType.PING, ACK, 0, value);
    }
    peer.assertOpen();
    peer.close();
  }

  @Test
  void endsWhenAPingIsNotAnswered() {
    RawPeer peer = new RawPeer(YamuxSettings.DEFAULT);
    peer.pass(Duration.ofSeconds(29));
    peer.assertOpen();
    peer.pass(Duration.ofSeconds(2));
    peer.assertEnded(TIMED_OUT, GoAwayCode.NORMAL);
    peer.close();
  }

  @Test
  void goesOnWhileAnythingComes() {
    RawPeer peer = new RawPeer(YamuxSettings.DEFAULT);
    peer.session.acceptStreams(peer.accepted::add);
    for (int id = 2; id < 20; id += 2) {
      peer.pass(Duration.ofSeconds(20));
      peer.open(id);
      peer.assertOpen();
    }
    peer.pass(Duration.ofSeconds(20));
    peer.pass(Duration.ofSeconds(20));
    peer.assertEnded(TIMED_OUT, GoAwayCode.NORMAL);
    peer.close();
  }

  @Test
  void answersPings() {
    RawPeer peer = RawPeer.ready();
    peer.frame(FrameType.PING, SYN, 0, 0xfedc_ba98L);
    assertThat(peer.takeSent())
        .containsExactly(
            new RawPeer.Sent(new FrameHeader(FrameType.PING, ACK, 0, 0xfedc_ba98L), 0));
    peer.close();
  }

  @Test
  void windowDoublesWhileItSetsThePace() {
    RawPeer peer = reading(YamuxSettings.DEFAULT);
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW / 2)).isEqualTo(WINDOW / 2 + WINDOW);
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW)).isEqualTo(WINDOW + 2L * WINDOW);
    peer.close();
  }

  @Test
  void windowStaysWhenTheReaderSetsThePace() {
    RawPeer peer = reading(YamuxSettings.DEFAULT);
    Duration slow = ROUND_TRIP.multipliedBy(2);
    assertThat(updateAfter(peer, slow, WINDOW / 2)).isEqualTo(WINDOW / 2);
    assertThat(updateAfter(peer, slow, WINDOW / 2)).isEqualTo(WINDOW / 2);
    peer.close();
  }

  @Test
  void windowNeverShrinks() {
    RawPeer peer = reading(YamuxSettings.DEFAULT);
    updateAfter(peer, ROUND_TRIP, WINDOW / 2);
    assertThat(updateAfter(peer, Duration.ofSeconds(20), WINDOW / 2)).isZero();
    assertThat(updateAfter(peer, Duration.ZERO, WINDOW / 2)).isEqualTo(WINDOW);
    peer.close();
  }

  @Test
  void windowGrowsToItsMaximum() {
    RawPeer peer = reading(YamuxSettings.DEFAULT.withMaxWindows(2 * WINDOW + 1_000, 1L << 30));
    updateAfter(peer, ROUND_TRIP, WINDOW / 2);
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW)).isEqualTo(WINDOW + 1_000);
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW + 500)).isEqualTo(WINDOW + 500);
    peer.close();
  }

  @Test
  void windowsTogetherGrowToTheirMaximumAndStreamsThatEndGiveBack() {
    RawPeer peer = reading(YamuxSettings.DEFAULT.withMaxWindows(1 << 24, WINDOW));
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW / 2)).isEqualTo(WINDOW / 2 + WINDOW);
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW)).isEqualTo(WINDOW);
    peer.open(4);
    peer.accepted.get(1).read(new RecordingReader());
    peer.accepted.get(0).reset();
    peer.takeSent();
    peer.data(0, 4, WINDOW / 2);
    assertThat(peer.takeSent().get(0).header().length()).isEqualTo(WINDOW / 2 + WINDOW);
    peer.close();
  }

  @Test
  void windowStaysUntilTheRoundTripIsKnown() {
    RawPeer peer = new RawPeer(YamuxSettings.DEFAULT);
    peer.session.acceptStreams(peer.accepted::add);
    peer.open(2);
    peer.accepted.get(0).read(new RecordingReader());
    assertThat(updateAfter(peer, Duration.ZERO, WINDOW / 2)).isEqualTo(WINDOW / 2);
    peer.close();
  }

  @Test
  void pausedReaderGetsNoWindow() {
    RawPeer peer = reading(YamuxSettings.DEFAULT);
    peer.accepted.get(0).pauseReading();
    assertThat(updateAfter(peer, ROUND_TRIP, WINDOW)).isZero();
    peer.accepted.get(0).resumeReading();
    peer.channel.runPendingTasks();
    assertThat(peer.takeSent()).hasSize(1);
    peer.close();
  }

  private static RawPeer reading(YamuxSettings settings) {
    RawPeer peer = RawPeer.ready(settings, ROUND_TRIP);
    peer.open(2);
    peer.accepted.get(0).read(new RecordingReader());
    peer.takeSent();
    return peer;
  }

  /** The update that the peer gets for so many bytes that come after a time; 0 for none. */
  private static long updateAfter(RawPeer peer, Duration time, int count) {
    peer.takeSent();
    peer.pass(time);
    peer.data(0, 2, count);
    return peer.takeSent().stream()
        .filter(sent -> sent.header().type() == FrameType.WINDOW_UPDATE)
        .mapToLong(sent -> sent.header().length())
        .sum();
  }

  @Test
  void gracefulEndWaitsForStreamsAndThenForThePeer() {
    RawPeer peer = RawPeer.ready();
    peer.open(2);
    peer.takeSent();
    peer.session.closeGracefully();
    peer.open(4);
    assertThat(peer.takeSent())
        .extracting(RawPeer.Sent::header)
        .containsExactly(new FrameHeader(FrameType.WINDOW_UPDATE, RST, 4, 0));
    peer.accepted.get(0).read(new RecordingReader());
    peer.accepted.get(0).closeWrite();
    peer.data(FIN, 2, 10);
    List<RawPeer.Sent> sent = peer.takeSent();
    assertThat(sent.get(sent.size() - 1).header()).isEqualTo(GoAwayCode.NORMAL.frame());
    peer.assertOpen();
    peer.pass(Duration.ofSeconds(YamuxSession.LINGER_SECONDS));
    assertThat(peer.channel.isActive()).isFalse();
    assertThat(peer.ended().reason()).isEqualTo(CLOSED);
    peer.close();
  }

  @Test
  void gracefulEndIsOverWhenThePeerCloses() {
    RawPeer peer = RawPeer.ready();
    peer.session.closeGracefully();
    peer.assertOpen();
    peer.channel.close();
    peer.channel.runPendingTasks();
    assertThat(peer.ended().reason()).isEqualTo(CLOSED);
    peer.close();
  }
}
