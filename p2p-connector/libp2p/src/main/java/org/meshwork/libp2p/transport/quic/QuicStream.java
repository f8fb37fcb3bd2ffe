package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * One bidirectional stream of QUIC. It is read one message at a time, and only while its reader
 * takes it, so that what nobody takes stays within the peer's window.
 */
final class QuicStream extends ChannelInboundHandlerAdapter implements Stream, StreamOutput.Owner {
  private final QuicStreamChannel channel;
  private final Runnable whenDone;
  private final LoopTasks tasks;
  private final StreamOutput output;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  // All that follows is for the event loop.
  /** Came after the reader had paused: one message at most. */
  private final Queue<ByteBuf> held = new ArrayDeque<>();

  private StreamReader reader;
  private ConnectionFailed failure;
  private boolean paused;
  private boolean delivering;
  private boolean inputEnded;
  private boolean endDelivered;

  /**
   * @param acknowledgements of the stream's connection
   * @param whenDone run once, when the stream has ended in whatever way
   */
  QuicStream(QuicStreamChannel channel, Acknowledgements acknowledgements, Runnable whenDone) {
    this.channel = channel;
    this.whenDone = whenDone;
    this.tasks = new LoopTasks(channel.eventLoop());
    this.output = new StreamOutput(channel, tasks, acknowledgements, this);
  }

  @Override
  public long id() {
    return channel.streamId();
  }

  @Override
  public boolean isInitiator() {
    return channel.isLocalCreated();
  }

  @Override
  public void read(StreamReader next) {
    Objects.requireNonNull(next);
    tasks.run(
        () -> {
          reader = next;
          if (failure != null && !endDelivered) {
            endDelivered = true;
            next.failed(failure);
          } else {
            deliver();
            request();
          }
        });
  }

  @Override
  public void pauseReading() {
    tasks.run(() -> paused = true);
  }

  @Override
  public void resumeReading() {
    tasks.run(
        () -> {
          paused = false;
          deliver();
          request();
        });
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    return output.write(bytes);
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    return output.close();
  }

  @Override
  public boolean isInputEnded() {
    return inputEnded;
  }

  @Override
  public void outputEnded() {
    finishIfDone();
  }

  @Override
  public void reset() {
    tasks.run(() -> fail(new ConnectionFailed(Reason.RESET, "this side has reset the stream")));
  }

  @Override
  public CompletionStage<Void> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    held.add((ByteBuf) message);
    deliver();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    request();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownReadComplete) {
      inputEnded = true;
      deliver();
    }
  }

  /** Hands on what is there, as long as the reader takes it. */
  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      while (takes() && !held.isEmpty()) {
        reader.bytes(held.remove());
      }
      if (takes() && inputEnded && !endDelivered) {
        endDelivered = true;
        reader.endOfInput();
        finishIfDone();
      }
    } catch (RuntimeException thrown) {
      fail(new ConnectionFailed(Reason.RESET, "the reader of the stream failed", thrown));
    } finally {
      delivering = false;
    }
  }

  private void request() {
    if (takes() && !inputEnded) {
      channel.read();
    }
  }

  private boolean takes() {
    return reader != null && !paused && failure == null;
  }

  private void finishIfDone() {
    if (endDelivered && output.hasEnded() && failure == null && !closed.isDone()) {
      if (output.isStopped()) {
        closed.completeExceptionally(
            new ConnectionFailed(Reason.RESET, "the peer took no more of the stream"));
      } else {
        closed.complete(null);
      }
      channel.close();
      whenDone.run();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(new ConnectionFailed(Reason.RESET, "the peer has reset the stream", cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!inputEnded || !output.hasEnded()) {
      fail(StreamOutput.closed("the connection of the stream has ended"));
    }
  }

  void fail(ConnectionFailed cause) {
    if (failure != null || closed.isDone()) {
      return;
    }
    failure = cause;
    output.fail(cause);
    while (!held.isEmpty()) {
      held.remove().release();
    }
    if (channel.isActive()) {
      channel.shutdown(0, channel.newPromise());
      channel.close();
    }
    closed.completeExceptionally(cause);
    whenDone.run();
    tellReader(cause);
  }

  private void tellReader(ConnectionFailed cause) {
    if (reader != null && !endDelivered) {
      endDelivered = true;
      try {
        reader.failed(cause);
      } catch (RuntimeException thrown) {
        QuicTransport.LOG.log(System.Logger.Level.DEBUG, "a reader failed at the end", thrown);
      }
    }
  }
}
