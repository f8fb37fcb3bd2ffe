package org.meshwork.connector;

/** What a peer asks. */
public interface MeshRequest {
  /** Who asks; the connection proves it. */
  PeerName from();

  String protocol();

  /** For the listener to keep. */
  byte[] payload();
}
