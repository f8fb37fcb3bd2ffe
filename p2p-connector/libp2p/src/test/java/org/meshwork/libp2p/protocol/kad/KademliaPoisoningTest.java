package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.protocol.kad.FakeTable.CONTENT;
import static org.meshwork.libp2p.protocol.kad.FakeTable.FIRST;
import static org.meshwork.libp2p.protocol.kad.FakeTable.K;
import static org.meshwork.libp2p.protocol.kad.FakeTable.KEY;
import static org.meshwork.libp2p.protocol.kad.FakeTable.NODES;
import static org.meshwork.libp2p.protocol.kad.FakeTable.SETTINGS;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.value.SignedValue;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;
import org.meshwork.libp2p.protocol.kad.wire.MessageType;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;

/** What nodes that lie achieve, in virtual time. */
class KademliaPoisoningTest {
  private final FakeTable table = new FakeTable(11);
  private final FakeNetwork network = table.network;
  private final List<Member> members = table.members;

  /** Half of those closest to the key send what its author has not signed, and claim to store. */
  @Test
  void isNotPoisonedByForgedValues() {
    network.get(() -> table.far(KEY).node.values().put(KEY, FIRST, K));
    Bytes forged = SignedValue.seal(TestHosts.key(2), "site", 99, Bytes.utf8("poison"));
    List<Member> close = table.closest(KEY);
    for (Member poisoner : close.subList(0, K / 2)) {
      poisoner.lies =
          request ->
              Optional.of(
                  new KadMessage(
                      request.type(),
                      request.key(),
                      Optional.of(new KadRecord(KEY, forged)),
                      List.of(),
                      List.of()));
    }
    Member getting = members.get(NODES - 1);
    FoundValue found = network.get(() -> getting.node.values().get(KEY, 64));
    assertThat(found.value()).isEqualTo(FIRST);
    assertThat(found.answers()).isLessThanOrEqualTo(K - K / 2 + 2);
    assertThat(close.subList(0, K / 2))
        .noneMatch(poisoner -> getting.node.neighbours().table().contains(poisoner.id));
    // What a poisoner puts is not stored.
    Member honest = close.get(K - 1);
    assertThat(
            network
                .failure(
                    () ->
                        close
                            .get(0)
                            .ask(honest.id, KadMessage.putValue(new KadRecord(KEY, forged)))
                            .handle(
                                (answer, failure) -> {
                                  throw new KademliaFailed(
                                      answer == null ? Reason.VALUE_REFUSED : Reason.NOT_FOUND,
                                      "answered");
                                }))
                .reason())
        .isEqualTo(Reason.VALUE_REFUSED);
    assertThat(table.holders(forged)).isEmpty();
  }

  /** A value that would do, but is said to be another key's; and another way to say it. */
  @Test
  void isNotPoisonedByValuesOfOtherKeys() {
    Bytes other = SignedValue.keyOf("site", TestHosts.peer(2));
    Bytes value = SignedValue.seal(TestHosts.key(2), "site", 1, Bytes.EMPTY);
    for (Member liar : table.closest(KEY)) {
      liar.lies =
          request ->
              Optional.of(
                  new KadMessage(
                      request.type(),
                      request.key(),
                      Optional.of(new KadRecord(other, FIRST)),
                      List.of(),
                      List.of()));
    }
    assertThat(network.failure(() -> table.far(KEY).node.values().get(KEY, 1)).reason())
        .isEqualTo(Reason.NOT_FOUND);
    KadMessage mixed =
        new KadMessage(
            MessageType.PUT_VALUE,
            KEY,
            Optional.of(new KadRecord(other, value)),
            List.of(),
            List.of());
    Member honest = table.far(KEY);
    assertThatThrownBy(() -> honest.node.answer(members.get(1).id, mixed))
        .hasMessageContaining("another key");
  }

  /** Whoever fills a node with valid values drives out none that the node is there for. */
  @Test
  void keepsWhatLiesNearestWhenItIsFlooded() {
    Member node = network.add(SETTINGS.withKeeping(FakeTable.keeping(16)));
    for (int i = 100; i < 200; i++) {
      PrivateKey key = TestHosts.key(i);
      Bytes name = Validators.key("pk", TestHosts.peer(i).encode());
      node.node.answer(
          members.get(0).id, KadMessage.putValue(new KadRecord(name, key.publicKey().encode())));
      for (int j = 0; j < 10; j++) {
        PeerId sender = members.get(j).id;
        node.node.answer(
            sender,
            KadMessage.addProvider(
                HashFunction.SHA2_256.hash(name).encode(),
                new KadPeer(sender, List.of(), Reachability.CONNECTED)));
      }
    }
    assertThat(node.node.records().size()).isEqualTo(16);
    assertThat(node.node.providers().size()).isEqualTo(16);
    List<Bytes> nearest =
        IntStream.range(100, 200)
            .mapToObj(i -> Validators.key("pk", TestHosts.peer(i).encode()))
            .sorted(Comparator.comparing((Bytes key) -> Key.of(key).distanceTo(Key.of(node.id))))
            .limit(16)
            .toList();
    assertThat(nearest).allMatch(key -> node.node.records().get(key, network.now()).isPresent());
  }

  @Test
  void makesNobodyAProviderByAnothersWord() {
    Member keeping = table.closest(CONTENT.encode()).get(0);
    Member lying = members.get(7);
    Multiaddr elsewhere = Multiaddr.parse("/memory/999");
    keeping.node.answer(
        lying.id,
        new KadMessage(
            MessageType.ADD_PROVIDER,
            CONTENT.encode(),
            Optional.empty(),
            List.of(),
            List.of(
                new KadPeer(members.get(8).id, List.of(elsewhere), Reachability.CONNECTED),
                new KadPeer(lying.id, List.of(lying.address), Reachability.CONNECTED))));
    assertThat(keeping.node.providers().of(CONTENT, network.now())).containsExactly(lying.id);
    assertThat(keeping.node.neighbours().addresses(members.get(8).id)).doesNotContain(elsewhere);
  }
}
