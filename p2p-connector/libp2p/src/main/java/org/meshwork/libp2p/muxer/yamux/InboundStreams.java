package org.meshwork.libp2p.muxer.yamux;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.Stream;

/** Hands the peer's streams to the acceptor; those before the first one wait. On the event loop. */
final class InboundStreams {
  private static final System.Logger LOG = System.getLogger(InboundStreams.class.getName());

  /** Streams that wait, which the peer sees as not acknowledged; more are refused. */
  static final int MAX_BACKLOG = 256;

  private final StreamTable table;
  private final int maxStreams;
  private final ArrayDeque<YamuxStream> waiting = new ArrayDeque<>(1);
  private Consumer<Stream> acceptor;

  InboundStreams(StreamTable table, int maxStreams) {
    this.table = table;
    this.maxStreams = maxStreams;
  }

  /** Whether there is room for one more. */
  boolean hasRoom() {
    return table.inboundCount() < maxStreams && waiting.size() < MAX_BACKLOG;
  }

  void add(YamuxStream stream) {
    table.add(stream);
    if (acceptor == null) {
      waiting.add(stream);
    } else {
      accept(stream);
    }
  }

  void acceptBy(Consumer<Stream> newAcceptor) {
    acceptor = newAcceptor;
    while (!waiting.isEmpty()) {
      accept(waiting.poll());
    }
  }

  private void accept(YamuxStream stream) {
    stream.accept();
    try {
      acceptor.accept(stream);
    } catch (RuntimeException | Error thrown) {
      LOG.log(System.Logger.Level.DEBUG, "The acceptor of streams failed", thrown);
      stream.resetBecause("the acceptor of streams failed");
    }
  }

  void remove(YamuxStream stream) {
    if (!stream.isAcknowledged()) {
      waiting.remove(stream);
    }
  }
}
