package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.protocol.kad.FakeTable.CONTENT;
import static org.meshwork.libp2p.protocol.kad.FakeTable.FIRST;
import static org.meshwork.libp2p.protocol.kad.FakeTable.K;
import static org.meshwork.libp2p.protocol.kad.FakeTable.KEY;
import static org.meshwork.libp2p.protocol.kad.FakeTable.SETTINGS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multicodec;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;

/** Who is known, who is found, and who provides what, in virtual time. */
class KademliaNodeTest {
  private final FakeTable table = new FakeTable(11);
  private final FakeNetwork network = table.network;
  private final List<Member> members = table.members;

  @Test
  void findsThePeersClosestToAKey() {
    for (int i = 0; i < 20; i++) {
      Bytes key = Bytes.utf8("key " + i);
      Member asking = members.get(i);
      Neighbourhood found = network.get(() -> asking.node.closest(key));
      List<PeerId> others =
          table.closest(key).stream()
              .map(member -> member.id)
              .filter(id -> !id.equals(asking.id))
              .toList();
      assertThat(found.peers()).containsAll(others);
      assertThat(found.isWhole()).isTrue();
      assertThat(found.hops()).isBetween(1, 4);
    }
  }

  @Test
  void findsPeersByWhatOthersSay() {
    Member asking = members.get(3);
    for (Member sought : members.subList(30, 35)) {
      asking.cut();
      assertThat(network.get(() -> asking.node.findPeer(sought.id))).isEqualTo(sought.contact());
    }
    Member nobody = network.add(SETTINGS);
    assertThat(network.failure(() -> asking.node.findPeer(nobody.id)).reason())
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void findsClientsByThoseWhoAreConnectedToThem() {
    Member client = network.add(SETTINGS);
    client.isServer = false;
    client.join(members.get(0), members.get(1));
    assertThat(members).noneMatch(member -> member.node.neighbours().table().contains(client.id));
    assertThat(network.get(() -> members.get(30).node.findPeer(client.id)).addresses())
        .containsExactly(client.address);
  }

  @Test
  void findsProviders() {
    List<Member> providing = members.subList(20, 24);
    for (Member member : providing) {
      assertThat(network.get(() -> member.node.contents().provide(CONTENT)))
          .isGreaterThanOrEqualTo(K - 1);
    }
    List<Contact> found = network.get(() -> members.get(30).node.contents().find(CONTENT, 20));
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(providing.stream().map(Member::contact).toList());
    assertThat(network.get(() -> members.get(31).node.contents().find(CONTENT, 2))).hasSize(2);
    Multihash other = HashFunction.SHA2_256.hash(Bytes.utf8("other"));
    assertThat(network.get(() -> members.get(30).node.contents().find(other, 20))).isEmpty();
  }

  @Test
  void forgetsProvidersUnlessTheySaySoAgain() {
    Member providing = members.get(20);
    network.get(() -> providing.node.contents().provide(CONTENT));
    network.pass(Duration.ofHours(55));
    Member finding = members.get(30);
    assertThat(network.get(() -> finding.node.contents().find(CONTENT, 20)))
        .extracting(Contact::peer)
        .containsExactly(providing.id);
    providing.node.contents().withdraw(CONTENT);
    network.pass(Duration.ofHours(55));
    assertThat(network.get(() -> finding.node.contents().find(CONTENT, 20))).isEmpty();
    assertThat(members).allMatch(member -> member.node.providers().size() == 0);
  }

  @Test
  void takesContentsAsHashesAndAsIdentifiers() {
    Member keeping = members.get(9);
    KadPeer provider = new KadPeer(members.get(7).id, List.of(), Reachability.CONNECTED);
    Bytes cid = Cid.v1(Multicodec.RAW, CONTENT).encode();
    keeping.node.answer(provider.id(), KadMessage.addProvider(cid, provider));
    assertThat(keeping.node.providers().of(CONTENT, network.now())).containsExactly(provider.id());
    assertRefused(
        InputRefused.Reason.UNKNOWN_CODE,
        () ->
            keeping.node.answer(
                provider.id(), KadMessage.addProvider(Bytes.ofHex("0501"), provider)));
  }

  @Test
  void putsPeersOutWhenTheyAreGoneForLong() {
    List<Member> gone = members.subList(33, 40);
    gone.forEach(
        member -> {
          member.isOnline = false;
          member.cut();
          member.node.stop();
        });
    network.pass(Duration.ofHours(40));
    assertThat(members.subList(0, 33))
        .allMatch(
            member ->
                gone.stream().noneMatch(one -> member.node.neighbours().table().contains(one.id)));
    network.get(() -> table.far(KEY).node.values().put(KEY, FIRST, K));
  }

  @Test
  void comesBackByItsBootstrapPeersWhenItWasAlone() {
    Member alone = network.add(SETTINGS);
    alone.node.start();
    alone.join(members.get(0));
    alone.isOnline = false;
    alone.cut();
    network.pass(Duration.ofDays(2));
    assertThat(alone.node.neighbours().table().size()).isZero();
    alone.isOnline = true;
    // Addresses are forgotten meanwhile, but not those to begin with.
    network.pass(Duration.ofHours(14));
    assertThat(alone.node.neighbours().table().size()).isPositive();
  }

  @Test
  void failsToBootstrapByNobody() {
    Member alone = network.add(SETTINGS);
    Member nobody = network.add(SETTINGS);
    nobody.isOnline = false;
    assertThat(network.failure(() -> alone.node.bootstrap(List.of(nobody.contact()))).reason())
        .isEqualTo(Reason.NO_PEERS);
  }

  @Test
  void connectionsToPeersInTheTableAreWorthMore() {
    Member asking = members.get(1);
    network.get(() -> asking.node.closest(KEY));
    assertThat(asking.worths)
        .isNotEmpty()
        .allSatisfy(
            (peer, worth) -> {
              assertThat(asking.node.neighbours().table().contains(peer)).isTrue();
              assertThat(worth).isEqualTo(Neighbours.WORTH);
            });
    PeerId gone = asking.worths.keySet().iterator().next();
    asking.node.neighbours().introduced(gone, List.of(), false);
    assertThat(asking.worths).doesNotContainKey(gone);
  }
}
