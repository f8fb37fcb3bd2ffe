package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.time.Duration;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.StreamHandler;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;

/**
 * One listener that replies: reads requests on event loops, as many at once as it wants, has them
 * delivered, and sends the replies.
 */
final class RequestEndpoint {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MIN_STREAMS_PER_PEER = 32;

  /** What a peer asks, as its listener takes it. */
  interface Call {
    byte[] on(MessageEndpoint listener, PeerName from, byte[] payload);
  }

  private final Delivery delivery;
  private final Dispatcher dispatcher;
  private final Call call;
  private final Permits permits;
  private final int maxConcurrency;
  private final MessageBounds requestBounds;
  private final MessageBounds replyBounds;

  RequestEndpoint(
      Delivery delivery, Dispatcher dispatcher, ListenerActivation activation, Call call) {
    this.delivery = delivery;
    this.dispatcher = dispatcher;
    this.call = call;
    this.maxConcurrency = activation.concurrency();
    int maxFrame = activation.frameBytes();
    this.permits = new Permits(maxConcurrency);
    this.requestBounds = new MessageBounds(maxFrame, 1, TIMEOUT);
    this.replyBounds = new MessageBounds(maxFrame + Reply.MAX_OVERHEAD_BYTES, 1, TIMEOUT);
  }

  /** On the connection's event loop. A permit is for what was read: who sends slowly holds none. */
  private void read(ProtocolStream inbound) {
    Messages.readOne(inbound, requestBounds)
        .whenComplete(
            (request, failure) -> {
              if (failure != null) {
                inbound.stream().reset();
              } else if (permits.tryTake()) {
                hand(new Pending(inbound, request));
              } else {
                send(inbound, delivery.refuse());
              }
            });
  }

  /** What the host is to do with streams of the protocol. */
  StreamHandler handler() {
    return new StreamsPerPeer(Math.max(MIN_STREAMS_PER_PEER, 2 * maxConcurrency), this::read);
  }

  Permits permits() {
    return permits;
  }

  private void hand(Pending pending) {
    if (!dispatcher.offer(pending)) {
      pending.refuse();
    }
  }

  private void send(ProtocolStream to, Reply reply) {
    Messages.sendLast(to, reply.encode(), replyBounds);
  }

  private final class Pending implements Dispatcher.Delivered {
    private final ProtocolStream inbound;
    private final Bytes request;

    Pending(ProtocolStream inbound, Bytes request) {
      this.inbound = inbound;
      this.request = request;
    }

    @Override
    public void run() {
      try {
        if (!isGivenUp()) {
          send(inbound, delivery.deliver(this::answer));
        }
      } finally {
        permits.giveBack();
      }
    }

    /** Nobody waits for the reply any more: then nothing is begun. */
    private boolean isGivenUp() {
      return inbound.stream().closed().toCompletableFuture().isCompletedExceptionally();
    }

    private byte[] answer(MessageEndpoint listener) {
      PeerName from = new PeerName(inbound.connection().remotePeer().toString());
      return call.on(listener, from, request.toArray());
    }

    @Override
    public void refuse() {
      permits.giveBack();
      send(inbound, delivery.refuse());
    }
  }
}
