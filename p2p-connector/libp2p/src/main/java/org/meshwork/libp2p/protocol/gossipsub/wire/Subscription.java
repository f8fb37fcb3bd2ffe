package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.Objects;

/**
 * @param isWanted whether the peer subscribes, or has done with the topic
 */
public record Subscription(Topic topic, boolean isWanted) {
  public Subscription {
    Objects.requireNonNull(topic);
  }
}
