package org.meshwork.connector;

/** What a peer has signed; the signature was good. */
public interface SignedStatement {
  PeerName signer();

  /** For the caller to keep. */
  byte[] statement();
}
