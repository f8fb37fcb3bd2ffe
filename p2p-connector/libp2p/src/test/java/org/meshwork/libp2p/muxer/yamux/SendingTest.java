package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.ACK;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.FIN;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.RST;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.SYN;
import static org.meshwork.libp2p.muxer.yamux.FrameType.DATA;
import static org.meshwork.libp2p.muxer.yamux.FrameType.WINDOW_UPDATE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;

/** What a session sends, frame by frame. */
class SendingTest {
  private static final int WINDOW = ReceiveWindow.INITIAL_BYTES;
  private static final int MAX = FrameSender.MAX_DATA_BYTES;

  private RawPeer peer = RawPeer.ready();

  @AfterEach
  void close() {
    peer.close();
  }

  @Test
  void firstDataOpensTheStreamAndAFrameOfItsOwnEndsIt() {
    Stream stream = open();
    stream.write(zeros(10));
    stream.closeWrite();
    assertThat(sent()).containsExactly(frame(DATA, SYN, 1, 10), frame(DATA, FIN, 1, 0));
  }

  @Test
  void opensWithoutData() {
    open();
    assertThat(sent()).containsExactly(frame(WINDOW_UPDATE, SYN, 1, 0));
    open();
    assertThat(sent()).containsExactly(frame(WINDOW_UPDATE, SYN, 3, 0));
  }

  @Test
  void acceptsWithTheFirstFrame() {
    peer.open(2);
    assertThat(sent()).containsExactly(frame(WINDOW_UPDATE, ACK, 2, 0));
  }

  @Test
  void smallWritesShareAFrame() {
    Stream stream = open();
    for (int count = 0; count < 1_000; count++) {
      stream.write(zeros(10));
    }
    assertThat(sent()).containsExactly(frame(DATA, SYN, 1, 10_000));
  }

  @Test
  void framesFillANoiseMessage() {
    open().write(zeros(200_000));
    List<FrameHeader> frames = sent();
    assertThat(frames).hasSize(4);
    assertThat(frames.get(0).length() + FrameHeader.BYTES + 16).isEqualTo(65_535);
  }

  @Test
  void respectsThePeersWindow() {
    Stream stream = open();
    stream.write(zeros(WINDOW + 1_000));
    assertThat(bytesOf(sent(), 1)).isEqualTo(WINDOW);
    peer.frame(WINDOW_UPDATE, ACK, 1, 400);
    assertThat(sent()).containsExactly(frame(DATA, 0, 1, 400));
    stream.closeWrite();
    assertThat(sent()).isEmpty();
    peer.frame(WINDOW_UPDATE, 0, 1, 10_000);
    assertThat(sent()).containsExactly(frame(DATA, 0, 1, 600), frame(DATA, FIN, 1, 0));
  }

  @Test
  void openingMayGrantALargerWindow() {
    peer.frame(WINDOW_UPDATE, SYN, 2, 50_000);
    peer.accepted.get(0).write(zeros(WINDOW + 60_000));
    assertThat(bytesOf(sent(), 2)).isEqualTo(WINDOW + 50_000);
  }

  @Test
  void streamsTakeTurns() {
    Stream first = open();
    Stream second = open();
    Stream third = open();
    sent();
    first.write(zeros(3 * MAX));
    second.write(zeros(3 * MAX));
    third.write(zeros(10));
    assertThat(sent()).extracting(FrameHeader::stream).containsExactly(1L, 3L, 5L, 1L, 3L, 1L, 3L);
  }

  @Test
  void writeCompletesWhenThereIsRoom() {
    Stream stream = open();
    sent();
    CompletionStage<Void> written = stream.write(zeros(WINDOW + StreamOutput.LOW_WATER_BYTES));
    assertThat(isDone(written)).isFalse();
    peer.channel.runPendingTasks();
    assertThat(isDone(written)).isTrue();
    CompletionStage<Void> more = stream.write(zeros(1));
    assertThat(isDone(more)).isFalse();
    peer.frame(WINDOW_UPDATE, ACK, 1, 1);
    assertThat(isDone(more)).isTrue();
  }

  @Test
  void boundsWhatWaits() {
    Stream stream = open();
    peer.channel.runPendingTasks();
    stream.write(zeros(Stream.MAX_WAITING_BYTES));
    ByteBuf one = zeros(1);
    CompletionStage<Void> refused = stream.write(one);
    assertThat(refused.toCompletableFuture()).isCompletedExceptionally();
    assertThat(one.refCnt()).isZero();
    peer.channel.runPendingTasks();
    assertThat(((YamuxStream) stream).waitingBytes()).isEqualTo(Stream.MAX_WAITING_BYTES - WINDOW);
    assertThat(isDone(stream.write(zeros(WINDOW)))).isFalse();
    stream.reset();
    assertThat(((YamuxStream) stream).waitingBytes()).isZero();
  }

  @Test
  void waitsWhileTheChannelIsNotWritable() {
    Stream stream = open();
    sent();
    peer.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    stream.write(zeros(WINDOW));
    peer.channel.runPendingTasks();
    assertThat(peer.channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isZero();
    assertThat(sent()).isEmpty();
    peer.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    assertThat(bytesOf(sent(), 1)).isEqualTo(WINDOW);
  }

  @Test
  void resetIsSentAtOnceAndDropsTheRest() {
    Stream stream = open();
    sent();
    stream.write(zeros(100));
    stream.reset();
    assertThat(sent()).containsExactly(frame(WINDOW_UPDATE, RST, 1, 0));
  }

  @Test
  void streamThatWasResetBeforeItsOpeningIsNeverSent() {
    open().reset();
    assertThat(sent()).isEmpty();
  }

  @Test
  void streamsBeyondTheBacklogWaitForAcknowledgement() {
    for (int count = 0; count < OutboundStreams.MAX_BACKLOG; count++) {
      open();
    }
    CompletionStage<Stream> waiting = peer.session.openStream();
    CompletionStage<Stream> next = peer.session.openStream();
    assertThat(sent()).hasSize(OutboundStreams.MAX_BACKLOG);
    assertThat(isDone(waiting)).isFalse();
    peer.frame(WINDOW_UPDATE, ACK, 1, 0);
    assertThat(isDone(waiting)).isTrue();
    assertThat(isDone(next)).isFalse();
    peer.frame(WINDOW_UPDATE, RST, 3, 0);
    assertThat(isDone(next)).isTrue();
    assertThat(sent()).hasSize(2);
  }

  @Test
  void boundsTheStreamsOfThisSide() {
    peer.close();
    peer = RawPeer.ready(YamuxSettings.DEFAULT.withMaxStreams(1, 2), Duration.ofMillis(1));
    open();
    Stream second = open();
    peer.session
        .openStream()
        .whenComplete(
            (stream, failure) ->
                assertThat(((ConnectionFailed) failure).reason())
                    .isEqualTo(ConnectionFailed.Reason.TOO_MUCH));
    assertThat(peer.session.openStream().toCompletableFuture()).isCompletedExceptionally();
    second.reset();
    open();
  }

  private Stream open() {
    return peer.session.openStream().toCompletableFuture().join();
  }

  private List<FrameHeader> sent() {
    peer.channel.runPendingTasks();
    return peer.takeSent().stream().map(RawPeer.Sent::header).toList();
  }

  private static FrameHeader frame(FrameType type, int flags, long stream, long length) {
    return new FrameHeader(type, flags, stream, length);
  }

  private static long bytesOf(List<FrameHeader> frames, long stream) {
    return frames.stream()
        .filter(frame -> frame.type() == DATA && frame.stream() == stream)
        .mapToLong(FrameHeader::length)
        .sum();
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private static ByteBuf zeros(int count) {
    return Unpooled.wrappedBuffer(new byte[count]);
  }
}
