package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * Two streams of two peers, joined: what comes on one goes to the other, one piece at a time, so
 * that a peer that doesn't take it stops the one that sends it. Ends with either stream, and by
 * resetting both at its limit.
 */
final class Circuit {
  private final Stream from;
  private final Stream to;
  private final CircuitLimit limit;

  private Circuit(Stream from, Stream to, CircuitLimit limit) {
    this.from = from;
    this.to = to;
    this.limit = limit;
  }

  /**
   * @param timers for the limit of its duration
   * @return completes when both streams have ended, in whatever way
   */
  static CompletionStage<Void> join(
      Stream from, Stream to, CircuitLimit limit, EventExecutor timers) {
    return new Circuit(from, to, limit).start(timers);
  }

  private CompletionStage<Void> start(EventExecutor timers) {
    CompletionStage<Void> ended =
        CompletableFuture.allOf(ended(from), ended(to)).minimalCompletionStage();
    if (!limit.duration().isZero()) {
      Future<?> timer = timers.schedule(this::end, limit.duration().toSeconds(), TimeUnit.SECONDS);
      ended.whenComplete((nothing, never) -> timer.cancel(false));
    }
    to.read(new Flow(to, from));
    from.read(new Flow(from, to));
    return ended;
  }

  private static CompletableFuture<Void> ended(Stream stream) {
    return stream.closed().exceptionally(failure -> null).toCompletableFuture();
  }

  private void end() {
    from.reset();
    to.reset();
  }

  /** One way. On the event loop of where it comes from. */
  private final class Flow implements StreamReader {
    private final Stream in;
    private final Stream out;
    private long bytes;

    Flow(Stream in, Stream out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public void bytes(ByteBuf piece) {
      bytes += piece.readableBytes();
      if (limit.bytes() > 0 && bytes > limit.bytes()) {
        piece.release();
        end();
        return;
      }
      in.pauseReading();
      out.write(piece)
          .whenComplete(
              (room, failure) -> {
                if (failure == null) {
                  in.resumeReading();
                } else {
                  in.reset();
                }
              });
    }

    @Override
    public void endOfInput() {
      out.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      out.reset();
    }
  }
}
