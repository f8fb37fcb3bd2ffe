package org.meshwork.libp2p.peerstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;

/** What every peer store does. */
abstract class PeerStoreContractTest {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final PrivateKey KEY = PrivateKey.generate(KeyType.ED25519, new FixedRandom(1));
  static final PeerId PEER = PeerId.of(KEY.publicKey());
  static final PeerId OTHER =
      PeerId.of(PrivateKey.generate(KeyType.ED25519, new FixedRandom(2)).publicKey());

  final MockTicker ticker = Ticker.newMockTicker();
  PeerStore store;

  abstract PeerStore newStore(Ticker ticker);

  @BeforeEach
  void begin() {
    // A ticker may begin anywhere; just before the largest number its times overflow.
    ticker.advance(Long.MAX_VALUE - MINUTE.toNanos() / 2, TimeUnit.NANOSECONDS);
    store = newStore(ticker);
  }

  static Multiaddr address(int number) {
    return Multiaddr.parse("/ip4/192.0.2.1/tcp/" + number);
  }

  static List<Multiaddr> addresses(int from, int to) {
    return IntStream.range(from, to).mapToObj(PeerStoreContractTest::address).toList();
  }

  static Multiaddr named(Multiaddr address, PeerId peer) {
    return address.encapsulate(new Multiaddr(List.of(peer.toAddressComponent())));
  }

  static CertifiedPeerRecord record(long sequence, List<Multiaddr> addresses) {
    return CertifiedPeerRecord.seal(KEY, new PeerRecord(PEER, sequence, addresses));
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Test
  void forgetsAddressesAfterTheirTime() {
    store.addAddresses(PEER, addresses(1, 3), MINUTE);
    store.addAddresses(PEER, addresses(3, 4), HOUR);
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 4));
    pass(MINUTE.minusNanos(1));
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 4));
    pass(Duration.ofNanos(1));
    assertThat(store.addresses(PEER)).isEqualTo(addresses(3, 4));
    pass(HOUR);
    assertThat(store.addresses(PEER)).isEmpty();
    assertThat(store.peers()).isEmpty();
  }

  @Test
  void neverShortensATime() {
    store.addAddresses(PEER, addresses(1, 2), HOUR);
    store.addAddresses(PEER, addresses(1, 2), MINUTE);
    pass(HOUR.minusNanos(1));
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 2));
    store.addAddresses(PEER, addresses(1, 2), PeerStore.MAX_TIME_TO_LIVE.multipliedBy(2));
    pass(PeerStore.MAX_TIME_TO_LIVE.dividedBy(2));
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 2));
  }

  @Test
  void addsNothingForNoTime() {
    store.addAddresses(PEER, addresses(1, 2), Duration.ZERO);
    store.addAddresses(PEER, addresses(1, 2), Duration.ofSeconds(-1));
    assertThat(store.addCertified(record(1, addresses(1, 2)), Duration.ZERO)).isFalse();
    assertThat(store.peers()).isEmpty();
  }

  @Test
  void keepsAddressesWithoutTheNameAndNoneOfOthers() {
    Multiaddr relayed = named(address(1), OTHER).encapsulate(Multiaddr.parse("/p2p-circuit"));
    store.addAddresses(
        PEER,
        List.of(
            named(address(7), PEER),
            named(address(8), OTHER),
            new Multiaddr(List.of(PEER.toAddressComponent())),
            named(relayed, PEER)),
        HOUR);
    assertThat(store.addresses(PEER)).containsExactly(address(7), relayed);
  }

  @Test
  void putsCertifiedAddressesFirst() {
    store.addAddresses(PEER, addresses(1, 4), HOUR);
    assertThat(store.addCertified(record(1, addresses(3, 6)), MINUTE)).isTrue();
    assertThat(store.addresses(PEER))
        .containsExactly(address(3), address(4), address(5), address(1), address(2));
    pass(MINUTE);
    assertThat(store.certified(PEER)).isEmpty();
    // What others claim as well is still believed of them.
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 4));
  }

  @Test
  void replacesRecordsByNewerOnesOnly() {
    CertifiedPeerRecord second = record(2, addresses(2, 3));
    assertThat(store.addCertified(second, HOUR)).isTrue();
    assertThat(store.addCertified(record(1, addresses(1, 2)), HOUR)).isFalse();
    assertThat(store.addCertified(second, HOUR)).isFalse();
    assertThat(store.addCertified(record(2, addresses(9, 10)), HOUR)).isFalse();
    assertThat(store.certified(PEER)).contains(second);
    assertThat(store.addresses(PEER)).isEqualTo(addresses(2, 3));
    // Numbers are unsigned.
    assertThat(store.addCertified(record(-1, addresses(5, 6)), HOUR)).isTrue();
    assertThat(store.addresses(PEER)).isEqualTo(addresses(5, 6));
  }

  @Test
  void remembersTheNumberOfARecordThatHasExpired() {
    CertifiedPeerRecord second = record(2, addresses(2, 3));
    store.addCertified(second, MINUTE);
    pass(HOUR);
    assertThat(store.addCertified(record(1, addresses(1, 2)), HOUR)).isFalse();
    assertThat(store.addresses(PEER)).isEmpty();
    assertThat(store.addCertified(second, HOUR)).isTrue();
    assertThat(store.addresses(PEER)).isEqualTo(addresses(2, 3));
  }

  @Test
  void renewsTheSameRecord() {
    CertifiedPeerRecord first = record(1, addresses(1, 2));
    store.addCertified(first, MINUTE);
    store.addCertified(first, HOUR);
    pass(MINUTE);
    assertThat(store.certified(PEER)).contains(first);
  }

  @Test
  void keepsNoMoreAddressesThanItsBound() {
    int max = PeerStore.MAX_ADDRESSES;
    store.addAddresses(PEER, addresses(1, 1 + 2 * max), MINUTE);
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 1 + max));
    // Others that last no longer displace nothing.
    store.addAddresses(PEER, addresses(1_000, 1_010), MINUTE);
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 1 + max));
    store.addAddresses(PEER, addresses(1_000, 1_010), HOUR);
    assertThat(store.addresses(PEER)).hasSize(max).containsAll(addresses(1_000, 1_010));
  }

  @Test
  void claimsDisplaceNothingCertified() {
    store.addAddresses(PEER, addresses(1_000, 1_060), HOUR);
    store.addCertified(record(1, addresses(1, 60)), MINUTE);
    store.addAddresses(PEER, addresses(2_000, 2_100), HOUR.multipliedBy(2));
    assertThat(store.addresses(PEER))
        .hasSize(PeerStore.MAX_ADDRESSES)
        .startsWith(addresses(1, 60).toArray(Multiaddr[]::new));
    store.addCertified(record(2, addresses(1, 100)), MINUTE);
    assertThat(store.addresses(PEER)).isEqualTo(addresses(1, 1 + PeerStore.MAX_ADDRESSES));
  }

  @Test
  void keepsProtocolsSortedAndBounded() {
    store.setProtocols(PEER, Set.of("/b", "/a"));
    assertThat(store.protocols(PEER)).containsExactly("/a", "/b");
    assertThat(store.peers()).containsExactly(PEER);
    Set<String> many = IntStream.range(0, 2_000).mapToObj(i -> "/" + i).collect(Collectors.toSet());
    store.setProtocols(PEER, many);
    assertThat(store.protocols(PEER)).hasSize(PeerStore.MAX_PROTOCOLS);
    store.setProtocols(PEER, Set.of());
    assertThat(store.protocols(PEER)).isEmpty();
  }

  @Test
  void removesAllOfAPeer() {
    store.addAddresses(PEER, addresses(1, 2), HOUR);
    store.addAddresses(OTHER, addresses(1, 2), HOUR);
    store.addCertified(record(2, addresses(1, 2)), HOUR);
    store.setProtocols(PEER, Set.of("/a"));
    store.remove(PEER);
    assertThat(store.peers()).containsExactly(OTHER);
    assertThat(store.addresses(PEER)).isEmpty();
    assertThat(store.protocols(PEER)).isEmpty();
    assertThat(store.addCertified(record(1, addresses(1, 2)), HOUR)).isTrue();
  }

  @Test
  void knowsNothingOfStrangers() {
    assertThat(store.addresses(OTHER)).isEmpty();
    assertThat(store.certified(OTHER)).isEmpty();
    assertThat(store.protocols(OTHER)).isEmpty();
    store.remove(OTHER);
    assertThat(store.peers()).isEmpty();
  }
}
