package org.meshwork.libp2p.security.noise;

import java.security.SecureRandom;
import java.util.List;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.X25519Key;

/**
 * Who this side is in all its handshakes.
 *
 * @param introduction signed for the Noise key, and naming no muxers
 */
record LocalIdentity(X25519Key noiseKey, HandshakePayload introduction) {
  static LocalIdentity generate(PrivateKey identity, SecureRandom random) {
    X25519Key noiseKey = X25519Key.generate(random);
    return new LocalIdentity(
        noiseKey, HandshakePayload.sign(identity, noiseKey.publicKey(), List.of()));
  }
}
