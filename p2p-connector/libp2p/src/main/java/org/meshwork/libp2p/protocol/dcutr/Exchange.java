package org.meshwork.libp2p.protocol.dcutr;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.dcutr.HolePunchMessage.Type;

/**
 * The messages of one attempt, on either side: {@code CONNECT} each way, and {@code SYNC} from the
 * one who began. On the connection's event loop.
 */
final class Exchange implements MessageReader.Sink {
  /**
   * What has been agreed.
   *
   * @param addresses where the peer says that it can be reached
   * @param delay until this side's turn
   */
  record Agreement(List<Multiaddr> addresses, Duration delay) {}

  private final Stream stream;
  private final EventExecutor eventLoop;
  private final List<Multiaddr> own;
  private final boolean isInviting;
  private final MessageReader reader;
  private final CompletableFuture<Agreement> result = new CompletableFuture<>();
  private List<Multiaddr> theirs;
  private long sentAt;

  private Exchange(ProtocolStream on, List<Multiaddr> own, boolean isInviting) {
    this.stream = on.stream();
    this.eventLoop = on.connection().eventLoop();
    this.own = own;
    this.isInviting = isInviting;
    this.reader = new MessageReader(stream, HolePunchMessage.MAX_BYTES, this);
  }

  /**
   * Begins an attempt.
   *
   * @return completes when {@code SYNC} has been sent, with half of the round trip to wait
   */
  static CompletionStage<Agreement> invite(
      ProtocolStream on, List<Multiaddr> own, Duration timeout) {
    return new Exchange(on, own, true).start(timeout);
  }

  /**
   * Takes part in an attempt.
   *
   * @return completes when {@code SYNC} has come, with nothing to wait
   */
  static CompletionStage<Agreement> accept(
      ProtocolStream on, List<Multiaddr> own, Duration timeout) {
    return new Exchange(on, own, false).start(timeout);
  }

  private CompletionStage<Agreement> start(Duration timeout) {
    Future<?> timer =
        eventLoop.schedule(
            () -> {
              reader.failed(new ConnectionFailed(Reason.TIMED_OUT, "no answer within " + timeout));
              stream.reset();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    stream.closed().whenComplete((nothing, failure) -> timer.cancel(false));
    stream.read(reader);
    if (isInviting) {
      eventLoop.execute(this::invite);
    }
    return result;
  }

  private void invite() {
    sentAt = eventLoop.ticker().nanoTime();
    send(HolePunchMessage.connect(own));
  }

  private void send(HolePunchMessage message) {
    // What can't be written fails the stream, of which the reader hears.
    stream.write(Messages.frame(message.encode()));
  }

  @Override
  public void message(Bytes bytes) {
    HolePunchMessage message = HolePunchMessage.decode(bytes);
    Type expected = theirs == null ? Type.CONNECT : Type.SYNC;
    if (message.type() != expected) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, message.type() + " came where " + expected + " should");
    }
    if (isInviting) {
      long roundTrip = eventLoop.ticker().nanoTime() - sentAt;
      send(HolePunchMessage.SYNC);
      finish(new Agreement(message.addresses(), Duration.ofNanos(roundTrip / 2)));
    } else if (theirs == null) {
      theirs = message.addresses();
      send(HolePunchMessage.connect(own));
    } else {
      finish(new Agreement(theirs, Duration.ZERO));
    }
  }

  private void finish(Agreement agreement) {
    stream.closeWrite();
    reader.stop();
    result.complete(agreement);
  }

  @Override
  public void end() {
    failed(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the stream ends before it is agreed"));
    stream.reset();
  }

  @Override
  public void failed(ConnectionFailed failure) {
    result.completeExceptionally(failure);
  }
}
