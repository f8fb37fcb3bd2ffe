package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * A message that keeps the signature policy.
 *
 * @param sender the peer that it came from, first; seldom its author
 */
public record ReceivedMessage(MessageId id, PubSubMessage content, PeerId sender) {
  public ReceivedMessage {
    Objects.requireNonNull(id);
    Objects.requireNonNull(content);
    Objects.requireNonNull(sender);
  }

  public Topic topic() {
    return content.topic();
  }

  public Bytes payload() {
    return content.payload();
  }

  /** Who has signed it; empty where messages are not signed. */
  public Optional<PeerId> author() {
    return content.author();
  }
}
