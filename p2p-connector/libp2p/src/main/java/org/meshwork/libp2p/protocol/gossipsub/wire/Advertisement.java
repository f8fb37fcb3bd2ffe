package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.List;
import java.util.Objects;

/** IHAVE: messages about a topic that the peer could send. */
public record Advertisement(Topic topic, List<MessageId> ids) {
  public Advertisement {
    Objects.requireNonNull(topic);
    ids = List.copyOf(ids);
  }
}
