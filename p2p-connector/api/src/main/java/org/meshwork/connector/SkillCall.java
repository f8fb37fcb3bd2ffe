package org.meshwork.connector;

/** What a peer wants done. */
public interface SkillCall {
  /** Who asks; the connection proves it. */
  PeerName from();

  SkillName skill();

  /** For the listener to keep. */
  byte[] input();
}
