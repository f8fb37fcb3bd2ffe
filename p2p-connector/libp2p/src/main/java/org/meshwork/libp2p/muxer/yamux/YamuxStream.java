package org.meshwork.libp2p.muxer.yamux;

import static org.meshwork.libp2p.muxer.yamux.FrameHeader.ACK;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.RST;
import static org.meshwork.libp2p.muxer.yamux.FrameHeader.SYN;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** One stream of a session. What is not of {@link Stream} is called on the event loop. */
final class YamuxStream implements Stream, FrameSender.Source, StreamInput.Owner {
  private static final System.Logger LOG = System.getLogger(YamuxStream.class.getName());

  private final YamuxSession session;
  private final long id;
  private final boolean isInitiator;
  private final StreamInput input;
  private final StreamOutput output;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** SYN or ACK, for the next frame. */
  private int flags;

  private boolean isQueued;
  private boolean isOpeningSent;
  private boolean isAcknowledged;
  private boolean isInputDelivered;
  private boolean isOver;

  YamuxStream(YamuxSession session, long id, boolean isInitiator) {
    this.session = session;
    this.id = id;
    this.isInitiator = isInitiator;
    ReceiveWindow window = new ReceiveWindow(session.windowBudget(), session.now());
    this.input = new StreamInput(this, window, session.allocator());
    this.output = new StreamOutput(session.allocator());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public boolean isInitiator() {
    return isInitiator;
  }

  @Override
  public void read(StreamReader reader) {
    session.run(() -> input.read(reader));
  }

  @Override
  public void pauseReading() {
    session.run(input::pause);
  }

  @Override
  public void resumeReading() {
    session.run(input::resume);
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    int count = bytes.readableBytes();
    if (!output.reserve(count)) {
      bytes.release();
      return CompletableFuture.failedStage(
          new ConnectionFailed(
              Reason.TOO_MUCH, count + " bytes more than may wait on stream " + id));
    }
    return session.call(() -> writeReserved(bytes), bytes::release);
  }

  private CompletionStage<Void> writeReserved(ByteBuf bytes) {
    CompletionStage<Void> written = output.write(bytes);
    queueIfReady();
    return written;
  }

  /** What waits to be sent, in bytes. From any thread. */
  int waitingBytes() {
    return output.waitingBytes();
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    return session.call(this::closeOutput, () -> {});
  }

  private CompletionStage<Void> closeOutput() {
    CompletionStage<Void> sent = output.close();
    queueIfReady();
    return sent;
  }

  @Override
  public void reset() {
    session.run(() -> resetBecause("this side reset stream " + id));
  }

  void resetBecause(String detail) {
    if (isOver) {
      return;
    }
    // Before anything is sent, since sending may give the stream its turn.
    isOver = true;
    boolean isKnownToPeer = isOpeningSent || !isInitiator;
    if (isKnownToPeer && !isCompleteOnWire()) {
      session.send(new FrameHeader(FrameType.WINDOW_UPDATE, RST, id, 0));
    }
    fail(new ConnectionFailed(Reason.RESET, detail));
  }

  @Override
  public CompletionStage<Void> closed() {
    return Stages.copy(closed);
  }

  /** Begins a stream of this side's. */
  void open() {
    flags = SYN;
    queueIfReady();
  }

  /** Begins a stream of the peer's. */
  void accept() {
    flags = ACK;
    isAcknowledged = true;
    queueIfReady();
  }

  boolean isAcknowledged() {
    return isAcknowledged;
  }

  void acknowledged() {
    isAcknowledged = true;
  }

  void announce(long bytes) {
    input.announce(bytes);
  }

  void receive(ByteBuf bytes) {
    input.receive(bytes);
  }

  void endOfInput() {
    if (!isOver) {
      input.end();
    }
  }

  void enlargeWindow(long bytes) {
    output.enlargeWindow(bytes);
    queueIfReady();
  }

  /** The peer or the connection has ended it. What has come completely is still delivered. */
  void failUnlessComplete(ConnectionFailed reason) {
    if (!isOver && !isCompleteOnWire()) {
      isOver = true;
      fail(reason);
    }
  }

  private void fail(ConnectionFailed reason) {
    session.remove(this, input.close());
    output.fail(reason);
    input.fail(reason);
    closed.completeExceptionally(reason);
  }

  private boolean isCompleteOnWire() {
    return output.isEndSent() && input.isEndKnown();
  }

  private void closeIfComplete() {
    if (!isOver && isInputDelivered && output.isEndSent()) {
      isOver = true;
      session.remove(this, input.close());
      closed.complete(null);
    }
  }

  private void queueIfReady() {
    if (!isQueued && hasTurn()) {
      isQueued = true;
      session.sender().add(this);
    }
  }

  private boolean hasTurn() {
    return !isOver && (flags != 0 || input.isUpdateDue() || output.canSend());
  }

  @Override
  public int sendTurn() {
    isQueued = false;
    if (isOver) {
      return 0;
    }
    int sent = sendWindowUpdate();
    if (output.canSend()) {
      sent += output.send(session.sender(), id, takeFlags());
    }
    output.tell();
    closeIfComplete();
    queueIfReady();
    return sent;
  }

  private int sendWindowUpdate() {
    int update = input.isUpdateDue() ? input.update(session.now()) : 0;
    if (update == 0 && (flags == 0 || output.canSend())) {
      return 0;
    }
    session.sender().write(new FrameHeader(FrameType.WINDOW_UPDATE, takeFlags(), id, update), null);
    return FrameHeader.BYTES;
  }

  private int takeFlags() {
    int taken = flags;
    isOpeningSent |= (taken & SYN) != 0;
    flags = 0;
    return taken;
  }

  @Override
  public void windowUpdateDue() {
    queueIfReady();
  }

  @Override
  public void inputDelivered() {
    isInputDelivered = true;
    closeIfComplete();
  }

  @Override
  public void readerThrew(Throwable thrown) {
    LOG.log(System.Logger.Level.DEBUG, () -> "The reader of stream " + id + " failed", thrown);
    resetBecause("the reader of stream " + id + " failed");
  }
}
