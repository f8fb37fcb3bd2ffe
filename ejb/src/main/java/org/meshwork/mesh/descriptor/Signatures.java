package org.meshwork.mesh.descriptor;

/**
 * The node's key, as far as statements need it. An envelope holds the statement, the signer's
 * public key and a signature that is made for descriptors only, so that nothing signed for another
 * purpose passes for one (libp2p RFC 0002, signed envelopes). Threads may call at the same time.
 */
public interface Signatures {
  /** How much longer an envelope may be than the statement in it, in bytes. */
  int MAX_OVERHEAD_BYTES = 1_024;

  /** Puts a statement of up to 16,000 bytes into an envelope signed by this node. */
  byte[] sign(byte[] statement);

  /**
   * Takes the statement out of an envelope, whoever has signed it.
   *
   * @throws SignatureWrong whatever is wrong with the bytes, and nothing else
   */
  Signed open(byte[] envelope);
}
