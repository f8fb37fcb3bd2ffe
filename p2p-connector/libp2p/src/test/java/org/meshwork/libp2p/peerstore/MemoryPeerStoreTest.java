package org.meshwork.libp2p.peerstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.peer.PeerId;

class MemoryPeerStoreTest extends PeerStoreContractTest {
  @Override
  PeerStore newStore(Ticker ticker) {
    return new MemoryPeerStore(ticker, 100);
  }

  private static PeerId stranger(int number) {
    return new PeerId(HashFunction.SHA2_256.hash(Bytes.utf8("peer " + number)));
  }

  @Test
  void forgetsThoseWhoseAddressesExpireFirst() {
    store.addAddresses(PEER, addresses(1, 2), HOUR);
    store.setProtocols(OTHER, Set.of("/a"));
    List<PeerId> flood = IntStream.range(0, 500).mapToObj(MemoryPeerStoreTest::stranger).toList();
    flood.forEach(peer -> store.addAddresses(peer, addresses(1, 2), MINUTE));
    assertThat(store.peers()).hasSize(100).contains(PEER).doesNotContain(OTHER);
    // The first to come of those that expire at the same time.
    assertThat(store.peers()).containsAll(flood.subList(401, 500));
    flood.forEach(peer -> store.addAddresses(peer, addresses(1, 2), HOUR.multipliedBy(2)));
    assertThat(store.peers()).hasSize(100).doesNotContain(PEER);
  }

  @Test
  void needsRoomForAPeer() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MemoryPeerStore(ticker, 0));
  }
}
