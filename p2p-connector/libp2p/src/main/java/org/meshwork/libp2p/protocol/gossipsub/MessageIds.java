package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Optional;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;

/**
 * Names messages (libp2p/specs pubsub, "Message Identification"). All peers of a topic must do it
 * alike. Called on the host's executor for every message that comes, before its signature is
 * checked; must not block.
 */
@FunctionalInterface
public interface MessageIds {
  /** The author and its number, one behind the other: the specification's default. */
  MessageIds BY_ORIGIN =
      message -> new MessageId(required(message.from()).concat(required(message.sequence())));

  /**
   * The author's key and its number: what js-libp2p does by default, where the specification has
   * the author's peer id. For networks of its nodes; the key must be in one of both.
   */
  MessageIds BY_KEY =
      message -> new MessageId(keyOf(message).encode().concat(required(message.sequence())));

  /** The SHA-256 of what the message says, whatever its topic. */
  MessageIds BY_CONTENT =
      message -> new MessageId(HashFunction.SHA2_256.hash(message.payload()).digest());

  private static Bytes required(Optional<Bytes> field) {
    return field.orElseThrow(
        () -> new InputRefused(Reason.MALFORMED, "a message without author or number"));
  }

  private static PublicKey keyOf(PubSubMessage message) {
    return message
        .author()
        .flatMap(PeerId::publicKey)
        .or(() -> message.key().map(PublicKey::decode))
        .orElseThrow(() -> new InputRefused(Reason.MALFORMED, "a message without a key"));
  }

  /**
   * @throws InputRefused if the message can't be named; it is invalid then
   */
  MessageId of(PubSubMessage message);
}
