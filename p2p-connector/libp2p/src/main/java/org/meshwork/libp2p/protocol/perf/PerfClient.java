package org.meshwork.libp2p.protocol.perf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.ProtocolStream;

/** One measurement. On the connection's event loop, once it has begun. */
final class PerfClient implements StreamReader {
  private final Stream stream;
  private final EventExecutor eventLoop;
  private final Duration timeout;
  private final long upload;
  private final CompletableFuture<PerfResult> result = new CompletableFuture<>();
  private long missing;
  private long begin;
  private long turn;
  private boolean hasTurned;

  PerfClient(ProtocolStream outbound, Duration timeout, long upload, long download) {
    this.stream = outbound.stream();
    this.eventLoop = outbound.connection().eventLoop();
    this.timeout = timeout;
    this.upload = upload;
    this.missing = download;
  }

  CompletionStage<PerfResult> start() {
    eventLoop.execute(this::begin);
    return result;
  }

  private void begin() {
    Future<?> timer = eventLoop.schedule(this::timedOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete((measured, failure) -> timer.cancel(false));
    begin = eventLoop.ticker().nanoTime();
    stream.read(this);
    stream.write(Unpooled.copyLong(missing));
    Zeros.sendAll(stream, upload);
  }

  private void timedOut() {
    result.completeExceptionally(
        new ConnectionFailed(Reason.TIMED_OUT, "no end of the measurement within " + timeout));
    stream.reset();
  }

  @Override
  public void bytes(ByteBuf bytes) {
    takeTurn();
    missing -= bytes.readableBytes();
    bytes.release();
    if (missing < 0) {
      throw fail(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "more bytes than were asked for"));
    }
  }

  private void takeTurn() {
    if (!hasTurned) {
      hasTurned = true;
      turn = eventLoop.ticker().nanoTime();
    }
  }

  @Override
  public void endOfInput() {
    takeTurn();
    if (missing > 0) {
      throw fail(
          new ConnectionFailed(Reason.PROTOCOL_VIOLATED, missing + " bytes fewer than asked for"));
    }
    long end = eventLoop.ticker().nanoTime();
    result.complete(new PerfResult(Duration.ofNanos(turn - begin), Duration.ofNanos(end - turn)));
  }

  private ConnectionFailed fail(ConnectionFailed failure) {
    result.completeExceptionally(failure);
    return failure;
  }

  @Override
  public void failed(ConnectionFailed failure) {
    result.completeExceptionally(failure);
  }
}
