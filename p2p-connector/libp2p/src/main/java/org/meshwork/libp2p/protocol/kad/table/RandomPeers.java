package org.meshwork.libp2p.protocol.kad.table;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;

/** Names of peers that nobody is, in a given part of the key space: to look for who lives there. */
public final class RandomPeers {
  /** Each further bit doubles the tries; the last ones are around the node itself anyway. */
  public static final int MAX_SHARED_BITS = 8;

  private static final int MAX_TRIES = 1 << (MAX_SHARED_BITS + 4);
  private static final int DIGEST_BYTES = 32;

  private RandomPeers() {}

  /**
   * A name whose key shares exactly so many bits with this node's.
   *
   * @param sharedBits 0 to {@link #MAX_SHARED_BITS}
   * @return empty if chance is against it, once in a thousand times at most
   */
  public static Optional<PeerId> sharing(int sharedBits, Key self, RandomGenerator random) {
    byte[] digest = new byte[DIGEST_BYTES];
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      random.nextBytes(digest);
      PeerId peer = new PeerId(new Multihash(HashFunction.SHA2_256.code(), Bytes.of(digest)));
      if (self.sharedBits(Key.of(peer)) == sharedBits) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }
}
