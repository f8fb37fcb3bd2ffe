package org.meshwork.libp2p.negotiation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.ContinuedStream;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** Reads a stream until its protocol is agreed. Used on the event loop only. */
final class NegotiatingReader implements StreamReader {
  private final Negotiation negotiation;
  private final boolean isLazy;
  private final Stream stream;
  private final ContinuedStream negotiated;
  private final CompletableFuture<Agreement> agreed = new CompletableFuture<>();
  private Future<?> timer;
  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
  private boolean isOver;

  NegotiatingReader(
      Negotiation negotiation, boolean isLazy, Stream stream, ContinuedStream negotiated) {
    this.negotiation = negotiation;
    this.isLazy = isLazy;
    this.stream = stream;
    this.negotiated = negotiated;
  }

  CompletionStage<Agreement> agreed() {
    return agreed;
  }

  void start(EventExecutor eventLoop, Duration timeout) {
    timer = eventLoop.schedule(() -> timedOut(timeout), timeout.toMillis(), TimeUnit.MILLISECONDS);
    stream.read(this);
    ByteBuf out = Unpooled.buffer();
    negotiation.begin(out);
    send(out);
    goOnLazily();
  }

  private void timedOut(Duration timeout) {
    fail(new ConnectionFailed(Reason.TIMED_OUT, "no protocol was agreed within " + timeout));
  }

  private void send(ByteBuf out) {
    if (!out.isReadable()) {
      out.release();
      return;
    }
    // What can't be written has reset the stream, or will: the reader hears of it.
    stream.write(out);
  }

  private void goOnLazily() {
    if (isLazy && !isOver && negotiation.isLast()) {
      agreed.complete(new Agreement(negotiation.proposed(), negotiated));
    }
  }

  @Override
  public void bytes(ByteBuf bytes) {
    if (isOver) {
      negotiated.bytes(bytes);
      return;
    }
    waiting = Unpooled.wrappedBuffer(waiting, bytes);
    advance();
  }

  private void advance() {
    ByteBuf out = Unpooled.buffer();
    try {
      Optional<String> protocol = negotiation.advance(waiting, out);
      send(out.retain());
      protocol.ifPresentOrElse(this::finish, this::goOn);
    } catch (ConnectionFailed failure) {
      fail(failure);
    } catch (RuntimeException failure) {
      fail(Negotiation.broken(failure));
    } finally {
      out.release();
    }
  }

  /** Less than a message is left: a small copy, so that no chain of buffers grows. */
  private void goOn() {
    ByteBuf rest = Unpooled.copiedBuffer(waiting);
    waiting.release();
    waiting = rest;
    goOnLazily();
  }

  private void finish(String protocol) {
    isOver = true;
    timer.cancel(false);
    ByteBuf rest = waiting;
    waiting = Unpooled.EMPTY_BUFFER;
    negotiated.open(rest);
    agreed.complete(new Agreement(protocol, negotiated));
  }

  @Override
  public void endOfInput() {
    if (isOver) {
      negotiated.endOfInput();
      return;
    }
    fail(new ConnectionFailed(Reason.CLOSED, "the peer sent no more before a protocol was agreed"));
  }

  @Override
  public void failed(ConnectionFailed failure) {
    if (isOver) {
      negotiated.failed(failure);
      return;
    }
    fail(failure);
  }

  private void fail(ConnectionFailed failure) {
    if (isOver) {
      return;
    }
    isOver = true;
    timer.cancel(false);
    waiting.release();
    waiting = Unpooled.EMPTY_BUFFER;
    negotiated.failed(failure);
    agreed.completeExceptionally(failure);
    stream.reset();
  }
}
