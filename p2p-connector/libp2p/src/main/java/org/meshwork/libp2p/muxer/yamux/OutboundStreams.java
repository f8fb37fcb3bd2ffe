package org.meshwork.libp2p.muxer.yamux;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;

/**
 * Opens this side's streams, as many as the peer keeps up with (yamux, "ACK backlog &
 * backpressure"). On the event loop.
 */
final class OutboundStreams {
  /** Streams that the peer has not acknowledged; more wait. */
  static final int MAX_BACKLOG = 256;

  private final YamuxSession session;
  private final StreamTable table;
  private final int maxStreams;
  private final ArrayDeque<CompletableFuture<Stream>> waiting = new ArrayDeque<>(1);
  private int backlog;

  OutboundStreams(YamuxSession session, StreamTable table, int maxStreams) {
    this.session = session;
    this.table = table;
    this.maxStreams = maxStreams;
  }

  CompletionStage<Stream> open() {
    waiting.removeIf(CompletableFuture::isDone);
    if (table.outboundCount() + waiting.size() >= maxStreams) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, maxStreams + " streams are open or waiting to be"));
    }
    CompletableFuture<Stream> opening = new CompletableFuture<>();
    waiting.add(opening);
    openWaiting();
    return opening;
  }

  private void openWaiting() {
    while (!waiting.isEmpty() && backlog < MAX_BACKLOG) {
      CompletableFuture<Stream> opening = waiting.poll();
      if (!table.hasIdsLeft()) {
        opening.completeExceptionally(
            new ConnectionFailed(Reason.CLOSED, "all ids of the connection are used"));
      } else if (!opening.isDone()) {
        open(opening);
      }
    }
  }

  private void open(CompletableFuture<Stream> opening) {
    YamuxStream stream = new YamuxStream(session, table.takeId(), true);
    table.add(stream);
    backlog++;
    stream.open();
    opening.complete(stream);
  }

  /** The peer has taken one of this side's streams. */
  void acknowledged(YamuxStream stream) {
    if (stream.isInitiator() && !stream.isAcknowledged()) {
      stream.acknowledged();
      backlog--;
      openWaiting();
    }
  }

  void fail(ConnectionFailed reason) {
    while (!waiting.isEmpty()) {
      waiting.poll().completeExceptionally(reason);
    }
  }
}
