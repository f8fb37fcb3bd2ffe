package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;

class MemoryContactsTest {
  private static final Duration SHORT = Duration.ofMinutes(10);
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final List<PeerId> PEERS = RandomKeys.peers(4, new Random(1));

  private final MockTicker ticker = Ticker.newMockTicker();
  private final Contacts contacts = new MemoryContacts(ticker, 3);

  private static List<Multiaddr> addresses(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Multiaddr.parse("/memory/" + i))
        .toList();
  }

  @Test
  void forgetsAddressesInTime() {
    contacts.add(PEERS.get(0), addresses(1, 1), SHORT);
    contacts.add(PEERS.get(0), addresses(2, 1), LONG);
    // What was to be known for longer stays so.
    contacts.add(PEERS.get(0), addresses(2, 1), SHORT);
    assertThat(contacts.addresses(PEERS.get(0))).isEqualTo(addresses(1, 2));
    ticker.advance(SHORT.toNanos(), TimeUnit.NANOSECONDS);
    assertThat(contacts.addresses(PEERS.get(0))).isEqualTo(addresses(2, 1));
    ticker.advance(LONG.toNanos(), TimeUnit.NANOSECONDS);
    assertThat(contacts.addresses(PEERS.get(0))).isEmpty();
  }

  @Test
  void givesUpHearsayForWhatIsKnownForLonger() {
    contacts.add(PEERS.get(0), addresses(100, 50), SHORT);
    contacts.add(PEERS.get(0), addresses(1, 1), LONG);
    contacts.add(PEERS.get(0), addresses(200, 50), SHORT);
    assertThat(contacts.addresses(PEERS.get(0))).hasSize(16).containsAll(addresses(1, 1));
  }

  @Test
  void forgetsThePeersThatNobodyAskedFor() {
    for (int i = 0; i < 3; i++) {
      contacts.add(PEERS.get(i), addresses(i, 1), LONG);
    }
    contacts.addresses(PEERS.get(0));
    contacts.add(PEERS.get(3), addresses(3, 1), LONG);
    assertThat(contacts.addresses(PEERS.get(0))).isNotEmpty();
    assertThat(contacts.addresses(PEERS.get(1))).isEmpty();
    assertThat(contacts.addresses(PEERS.get(3))).isNotEmpty();
  }
}
