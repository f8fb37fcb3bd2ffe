package org.meshwork.libp2p.crypto;

import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;

/** What secp256k1 and ECDSA keys sign instead of the message. */
final class Sha256 {
  private Sha256() {}

  static byte[] of(Bytes message) {
    return HashFunction.SHA2_256.hash(message).digest().toArray();
  }
}
