package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.TopicListener;
import org.meshwork.connector.TopicMessage;
import org.meshwork.libp2p.protocol.gossipsub.MessageListener;
import org.meshwork.libp2p.protocol.gossipsub.ReceivedMessage;

/**
 * One listener to a topic: has messages delivered, as many at once as it wants, and drops others.
 */
final class TopicEndpoint implements MessageListener {
  private final Delivery delivery;
  private final Dispatcher dispatcher;
  private final Permits permits;
  private final int maxFrame;

  TopicEndpoint(Delivery delivery, Dispatcher dispatcher, ListenerActivation activation) {
    this.delivery = delivery;
    this.dispatcher = dispatcher;
    this.permits = new Permits(activation.concurrency());
    this.maxFrame = activation.frameBytes();
  }

  /** On the host's executor. */
  @Override
  public void received(ReceivedMessage message) {
    boolean fits = message.payload().size() <= maxFrame && message.author().isPresent();
    if (!fits || !permits.tryTake()) {
      delivery.refuse();
      return;
    }
    Pending pending = new Pending(message);
    if (!dispatcher.offer(pending)) {
      pending.refuse();
    }
  }

  Permits permits() {
    return permits;
  }

  private final class Pending implements Dispatcher.Delivered {
    private final ReceivedMessage message;

    Pending(ReceivedMessage message) {
      this.message = message;
    }

    @Override
    public void run() {
      try {
        delivery.deliver(endpoint -> hear(endpoint, message));
      } finally {
        permits.giveBack();
      }
    }

    @Override
    public void refuse() {
      permits.giveBack();
      delivery.refuse();
    }
  }

  private static byte[] hear(MessageEndpoint endpoint, ReceivedMessage message) {
    ((TopicListener) endpoint)
        .received(
            new Heard(
                new PeerName(message.author().orElseThrow().toString()),
                message.topic().name(),
                message.payload().toArray()));
    return null;
  }

  private record Heard(PeerName author, String topic, byte[] payload) implements TopicMessage {}
}
