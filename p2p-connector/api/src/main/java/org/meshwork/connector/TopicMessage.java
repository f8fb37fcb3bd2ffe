package org.meshwork.connector;

/** What somebody has published. */
public interface TopicMessage {
  /** Who has published it; its signature was checked. */
  PeerName author();

  String topic();

  /** For the listener to keep. */
  byte[] payload();
}
