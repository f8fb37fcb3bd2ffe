package org.meshwork.libp2p.protocol.gossipsub;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.Delivery;
import org.meshwork.libp2p.protocol.gossipsub.score.PeerScores;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Takes messages in: known or not, signed or not, valid or not, and then to whom they go. */
final class Receiving {
  private static final System.Logger LOG = System.getLogger(Receiving.class.getName());

  private final Map<Topic, MessageListener> listeners = new HashMap<>();
  private final PeerId self;
  private final GossipSubSettings settings;
  private final MessageIds ids;
  private final PeerScores scores;
  private final SeenMessages seen;
  private final Gossip gossip;
  private final Publishing publishing;
  private final Validations validations;
  private final LongSupplier nanos;

  Receiving(
      PeerId self,
      GossipSubSettings settings,
      MessageIds ids,
      PeerScores scores,
      SeenMessages seen,
      Gossip gossip,
      Publishing publishing,
      Validations validations,
      LongSupplier nanos) {
    this.self = self;
    this.settings = settings;
    this.ids = ids;
    this.scores = scores;
    this.seen = seen;
    this.gossip = gossip;
    this.publishing = publishing;
    this.validations = validations;
    this.nanos = nanos;
  }

  void listen(Topic topic, MessageListener listener) {
    listeners.put(topic, listener);
  }

  void stopListening(Topic topic) {
    listeners.remove(topic);
  }

  void receive(Peer sender, PubSubMessage message) {
    if (!listeners.containsKey(message.topic())) {
      return;
    }
    Optional<MessageId> id = name(sender, message);
    if (id.isEmpty()) {
      return;
    }
    if (seen.has(id.get())) {
      seen.delivery(id.get()).ifPresent(known -> scores.deliveredAgain(known, sender.id));
      return;
    }
    if (isOwn(message)) {
      // Of a life before this one: told back by peers who could not know.
      Delivery own = scores.delivered(sender.id, message.topic());
      scores.ignored(own);
      remember(id.get(), own);
    } else if (validations.hasRoomFor(sender)) {
      check(sender, id.get(), message);
    }
  }

  private Optional<MessageId> name(Peer sender, PubSubMessage message) {
    try {
      return Optional.of(ids.of(message));
    } catch (RuntimeException unnameable) {
      refuse(sender, message, unnameable);
      return Optional.empty();
    }
  }

  private void refuse(Peer sender, PubSubMessage message, RuntimeException why) {
    LOG.log(Level.DEBUG, () -> "refused a message of " + sender, why);
    scores.deliveredInvalid(sender.id, message.topic());
  }

  private boolean isOwn(PubSubMessage message) {
    return message.from().filter(self.encode()::equals).isPresent();
  }

  private void remember(MessageId id, Delivery delivery) {
    seen.add(id, Optional.of(delivery), nanos.getAsLong());
    gossip.fulfilled(id);
  }

  /** What fails here is not remembered by its id, lest a forger keep the author's message out. */
  private void check(Peer sender, MessageId id, PubSubMessage message) {
    Bytes field = RpcFields.message(message);
    try {
      settings.signatures().require(message);
      requireSize(field);
    } catch (InputRefused refused) {
      refuse(sender, message, refused);
      return;
    }
    Delivery delivery = scores.delivered(sender.id, message.topic());
    remember(id, delivery);
    gossip.refuse(message.topic(), id, message.payload().size(), sender.id);
    ReceivedMessage received = new ReceivedMessage(id, message, sender.id);
    validations.judge(received, sender, verdict -> settle(received, field, delivery, verdict));
  }

  private void requireSize(Bytes field) {
    if (publishing.isTooLarge(field)) {
      throw new InputRefused(
          InputRefused.Reason.TOO_LARGE, "a message of " + field.size() + " bytes");
    }
  }

  private void settle(ReceivedMessage message, Bytes field, Delivery delivery, Verdict verdict) {
    switch (verdict) {
      case ACCEPT -> accept(message, field, delivery);
      case REJECT -> scores.invalid(delivery);
      case IGNORE -> scores.ignored(delivery);
      default -> throw new IllegalStateException("no verdict: " + verdict);
    }
  }

  private void accept(ReceivedMessage message, Bytes field, Delivery delivery) {
    scores.valid(delivery);
    Optional<Bytes> author = message.content().from();
    publishing.forward(
        message.id(),
        message.topic(),
        field,
        peer -> delivery.isBy(peer) || author.filter(peer.encode()::equals).isPresent());
    MessageListener listener = listeners.get(message.topic());
    if (listener != null) {
      tell(listener, message);
    }
  }

  private static void tell(MessageListener listener, ReceivedMessage message) {
    try {
      listener.received(message);
    } catch (RuntimeException thrown) {
      LOG.log(Level.WARNING, () -> "the listener of " + message.topic() + " failed", thrown);
    }
  }
}
