package org.meshwork.libp2p.protocol.kad.table;

import java.nio.ByteBuffer;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.peer.PeerId;

/** A place in the key space: a SHA-256, as four numbers, the highest first. */
public record Key(long first, long second, long third, long fourth) {
  public static final int BITS = 256;

  /** Where the value, or the peer, of that name belongs. */
  public static Key of(Bytes name) {
    ByteBuffer digest = ByteBuffer.wrap(HashFunction.SHA2_256.hash(name).digest().toArray());
    return new Key(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  public static Key of(PeerId peer) {
    return of(peer.encode());
  }

  public Distance distanceTo(Key other) {
    return new Distance(
        first ^ other.first, second ^ other.second, third ^ other.third, fourth ^ other.fourth);
  }

  /**
   * @return how many leading bits are the same, 0 to 256
   */
  public int sharedBits(Key other) {
    return distanceTo(other).leadingZeros();
  }
}
