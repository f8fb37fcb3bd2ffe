package org.meshwork.libp2p.protocol.kad.table;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;

/** Peers that nobody has the keys of. */
public final class RandomKeys {
  private RandomKeys() {}

  public static PeerId peer(Random random) {
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return new PeerId(new Multihash(HashFunction.SHA2_256.code(), Bytes.of(digest)));
  }

  public static List<PeerId> peers(int count, Random random) {
    return Stream.generate(() -> peer(random)).limit(count).toList();
  }
}
