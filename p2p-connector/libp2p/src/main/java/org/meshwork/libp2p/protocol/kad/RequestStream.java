package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/**
 * A peer's requests on one stream, answered in their order. What is no request resets the stream,
 * and so do silence and too many requests at once. On the connection's event loop, but for the
 * answers, which are made on the node's executor.
 */
final class RequestStream implements MessageReader.Sink {
  /** A record at its bound, and as much again for the rest. */
  static final int MAX_REQUEST_BYTES = 128 * 1024;

  /** Requests that wait for their answer. */
  private static final int MAX_WAITING = 8;

  private static final System.Logger LOG = System.getLogger(RequestStream.class.getName());

  private final ProtocolStream inbound;
  private final BiFunction<PeerId, KadMessage, Optional<KadMessage>> answers;
  private final EventExecutor executor;
  private final EventExecutor eventLoop;
  private final long silenceNanos;
  private long heardNanos;
  private int waiting;
  private boolean hasEnded;

  RequestStream(
      ProtocolStream inbound,
      BiFunction<PeerId, KadMessage, Optional<KadMessage>> answers,
      EventExecutor executor,
      Duration silence) {
    this.inbound = inbound;
    this.answers = answers;
    this.executor = executor;
    this.eventLoop = inbound.connection().eventLoop();
    this.silenceNanos = silence.toNanos();
  }

  void start() {
    heardNanos = now();
    Future<?> timer =
        eventLoop.scheduleWithFixedDelay(
            this::endIfSilent, silenceNanos, silenceNanos, TimeUnit.NANOSECONDS);
    inbound.stream().closed().whenComplete((nothing, failure) -> timer.cancel(false));
    inbound.stream().read(new MessageReader(inbound.stream(), MAX_REQUEST_BYTES, this));
  }

  private void endIfSilent() {
    if (now() - heardNanos >= silenceNanos) {
      inbound.stream().reset();
    }
  }

  private long now() {
    return eventLoop.ticker().nanoTime();
  }

  @Override
  public void message(Bytes message) {
    if (waiting == MAX_WAITING) {
      throw new ConnectionFailed(Reason.TOO_MUCH, MAX_WAITING + " requests wait for answers");
    }
    KadMessage request = KadMessage.decode(message);
    heardNanos = now();
    waiting++;
    executor.execute(() -> answer(request));
  }

  private void answer(KadMessage request) {
    try {
      Optional<Bytes> answer =
          answers.apply(inbound.connection().remotePeer(), request).map(KadMessage::encode);
      eventLoop.execute(() -> send(answer));
    } catch (InputRefused | KademliaFailed refused) {
      LOG.log(Level.DEBUG, () -> "no answer for " + inbound.connection(), refused);
      inbound.stream().reset();
    } catch (RuntimeException thrown) {
      LOG.log(Level.WARNING, () -> "a request could not be answered", thrown);
      inbound.stream().reset();
    }
  }

  private void send(Optional<Bytes> answer) {
    if (answer.isEmpty()) {
      answered();
      return;
    }
    inbound.stream()
        .write(Messages.frame(answer.get()))
        .whenComplete((room, failure) -> eventLoop.execute(this::answered));
  }

  private void answered() {
    waiting--;
    closeIfOver();
  }

  private void closeIfOver() {
    if (hasEnded && waiting == 0) {
      inbound.stream().closeWrite();
    }
  }

  @Override
  public void end() {
    hasEnded = true;
    closeIfOver();
  }

  @Override
  public void failed(ConnectionFailed failure) {
    LOG.log(Level.DEBUG, () -> "no more requests from " + inbound.connection(), failure);
  }
}
