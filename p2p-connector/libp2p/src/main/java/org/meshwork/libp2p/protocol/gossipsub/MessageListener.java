package org.meshwork.libp2p.protocol.gossipsub;

/** Hears the messages of a topic that others publish. */
@FunctionalInterface
public interface MessageListener {
  /**
   * Called on the host's executor, once for each message; must not block. What it throws is logged.
   */
  void received(ReceivedMessage message);
}
