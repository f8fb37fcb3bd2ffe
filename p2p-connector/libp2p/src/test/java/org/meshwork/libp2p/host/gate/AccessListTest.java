package org.meshwork.libp2p.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

class AccessListTest {
  private static final PeerId A = TestHosts.peer(1);
  private static final PeerId B = TestHosts.peer(2);
  private static final Multiaddr HERE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");
  private static final Multiaddr THERE = Multiaddr.parse("/ip4/198.51.100.1/tcp/1");
  private static final Subnet NET = Subnet.parse("192.0.2.0/24");

  private final AccessList list = new AccessList();

  @Test
  void letsEverybodyInAtFirst() {
    assertThat(list.allowsAccept(HERE)).isTrue();
    assertThat(list.allowsPeer(A, HERE)).isTrue();
    assertThat(list.allowsDial(Optional.empty(), HERE)).isTrue();
  }

  @Test
  void refusesDeniedPeersWhereverTheyAre() {
    list.deny(A);
    assertThat(list.allowsPeer(A, HERE)).isFalse();
    assertThat(list.allowsDial(Optional.of(A), THERE)).isFalse();
    assertThat(list.allowsPeer(B, HERE)).isTrue();
    list.clear(A);
    assertThat(list.allowsPeer(A, HERE)).isTrue();
  }

  @Test
  void refusesDeniedSubnetsWhoeverIsThere() {
    list.allow(A);
    list.deny(NET);
    assertThat(list.allowsAccept(HERE)).isFalse();
    assertThat(list.allowsPeer(A, HERE)).isFalse();
    assertThat(list.allowsPeer(A, THERE)).isTrue();
    list.clear(NET);
    assertThat(list.allowsPeer(A, HERE)).isTrue();
  }

  @Test
  void refusesAllOthersOnceAnybodyIsAllowed() {
    list.allow(A);
    assertThat(list.allowsPeer(A, THERE)).isTrue();
    assertThat(list.allowsPeer(B, THERE)).isFalse();
    // It might be an allowed peer.
    assertThat(list.allowsAccept(THERE)).isTrue();
    list.allow(NET);
    assertThat(list.allowsPeer(B, HERE)).isTrue();
    assertThat(list.allowsDial(Optional.of(B), THERE)).isFalse();
    list.clear(A);
    assertThat(list.allowsAccept(THERE)).isFalse();
    assertThat(list.allowsDial(Optional.empty(), THERE)).isFalse();
    assertThat(list.allowsAccept(HERE)).isTrue();
  }

  @Test
  void listensToTheLastWord() {
    list.deny(A);
    list.allow(A);
    assertThat(list.allowsPeer(A, HERE)).isTrue();
    list.deny(A);
    assertThat(list.allowsPeer(A, HERE)).isFalse();
    list.allow(NET);
    list.deny(NET);
    assertThat(list.allowsAccept(HERE)).isFalse();
    list.allow(NET);
    assertThat(list.allowsAccept(HERE)).isTrue();
  }
}
