package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multicodec;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Keeping;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Routing;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RandomPeers;
import org.meshwork.libp2p.protocol.kad.value.SignedValue;
import org.meshwork.libp2p.protocol.kad.value.SignedValueValidator;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;
import org.meshwork.libp2p.protocol.kad.wire.MessageType;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;

/** Policy, in virtual time. */
class KademliaNodeTest {
  private static final int NODES = 40;
  private static final int K = 6;

  /** Rarely refreshed, so that days pass soon. */
  private static final KademliaSettings SETTINGS =
      KademliaSettings.DEFAULT
          .withRouting(new Routing(K, 3, 2, Duration.ofHours(6)))
          .withKeeping(keeping(1_024));

  private static final Validators VALIDATORS =
      Validators.DEFAULT.with("site", new SignedValueValidator("site"));
  private static final PrivateKey AUTHOR = TestHosts.key(1);
  private static final Bytes KEY = SignedValue.keyOf("site", TestHosts.peer(1));
  private static final Bytes FIRST = value(1);
  private static final Bytes SECOND = value(2);
  private static final Multihash CONTENT = HashFunction.SHA2_256.hash(Bytes.utf8("content"));

  private final FakeNetwork network = new FakeNetwork(11, VALIDATORS);
  private List<Member> members;

  private static Keeping keeping(int max) {
    return new Keeping(
        max,
        max,
        4,
        max,
        Duration.ofHours(48),
        Duration.ofHours(48),
        Duration.ofHours(20),
        Duration.ofHours(22));
  }

  private static Bytes value(long sequence) {
    return SignedValue.seal(AUTHOR, "site", sequence, Bytes.utf8("content"));
  }

  @BeforeEach
  void join() {
    members = network.addAll(NODES, SETTINGS);
  }

  /** The nodes closest to a key, the closest first. */
  private List<Member> closest(Bytes key) {
    return members.stream()
        .filter(member -> member.isOnline)
        .sorted(Comparator.comparing((Member member) -> Key.of(member.id).distanceTo(Key.of(key))))
        .limit(K)
        .toList();
  }

  /** One that is not close to the key. */
  private Member far(Bytes key) {
    List<Member> close = closest(key);
    return members.stream().filter(member -> !close.contains(member)).findFirst().orElseThrow();
  }

  private Optional<Bytes> held(Member member) {
    return member.node.records().get(KEY, network.now()).map(stored -> stored.value());
  }

  private List<Member> holders(Bytes value) {
    return members.stream()
        .filter(member -> held(member).filter(value::equals).isPresent())
        .toList();
  }

  @Test
  void findsThePeersClosestToAKey() {
    for (int i = 0; i < 20; i++) {
      Bytes key = Bytes.utf8("key " + i);
      Member asking = members.get(i);
      Neighbourhood found = network.get(() -> asking.node.closest(key));
      List<PeerId> others =
          closest(key).stream()
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
  void putsValuesAtTheClosestPeers() {
    Member putting = far(KEY);
    assertThat(network.get(() -> putting.node.values().put(KEY, FIRST, K))).isEqualTo(K);
    assertThat(closest(KEY)).allMatch(member -> held(member).filter(FIRST::equals).isPresent());
    Member getting = members.get(NODES - 1);
    assertThat(network.get(() -> getting.node.values().get(KEY, 3)).value()).isEqualTo(FIRST);
  }

  @Test
  void failsToPutWithoutQuorum() {
    assertThat(network.failure(() -> far(KEY).node.values().put(KEY, FIRST, K + 1)).reason())
        .isEqualTo(Reason.QUORUM_MISSED);
    Member alone = network.add(SETTINGS);
    assertThat(network.failure(() -> alone.node.values().put(KEY, FIRST, 1)).reason())
        .isEqualTo(Reason.NO_PEERS);
    // What it has itself it can still get.
    assertThat(network.get(() -> alone.node.values().get(KEY, 5)).value()).isEqualTo(FIRST);
  }

  @Test
  void findsNoValueWhereThereIsNone() {
    assertThat(network.failure(() -> members.get(5).node.values().get(KEY, 1)).reason())
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void refusesToPutWhatIsNotValid() {
    Bytes forged = SignedValue.seal(TestHosts.key(2), "site", 9, Bytes.EMPTY);
    assertThat(network.failure(() -> members.get(5).node.values().put(KEY, forged, 0)).reason())
        .isEqualTo(Reason.VALUE_REFUSED);
    network.get(() -> members.get(5).node.values().put(KEY, SECOND, 0));
    assertThat(network.failure(() -> members.get(5).node.values().put(KEY, FIRST, 0)).reason())
        .isEqualTo(Reason.OUTDATED);
  }

  @Test
  void replacesNoBetterValue() {
    network.get(() -> far(KEY).node.values().put(KEY, SECOND, K));
    Member late = members.get(NODES - 1);
    network.failure(() -> late.node.values().put(KEY, FIRST, K));
    assertThat(closest(KEY).stream().filter(member -> member != late))
        .allMatch(member -> held(member).filter(SECOND::equals).isPresent());
  }

  @Test
  void correctsHoldersOfWorseValues() {
    List<Member> close = closest(KEY);
    for (Member member : close.subList(0, 3)) {
      member.node.values().keep(KEY, FIRST);
    }
    close.get(3).node.values().keep(KEY, SECOND);
    Member getting = far(KEY);
    FoundValue found = network.get(() -> getting.node.values().get(KEY, 64));
    assertThat(found.value()).isEqualTo(SECOND);
    assertThat(found.answers()).isEqualTo(4);
    network.pass(Duration.ofSeconds(1));
    assertThat(holders(FIRST)).isEmpty();
    assertThat(holders(SECOND)).containsAll(close);
  }

  /** Half of those closest to the key send what its author has not signed, and claim to store. */
  @Test
  void isNotPoisonedByForgedValues() {
    network.get(() -> far(KEY).node.values().put(KEY, FIRST, K));
    Bytes forged = SignedValue.seal(TestHosts.key(2), "site", 99, Bytes.utf8("poison"));
    List<Member> close = closest(KEY);
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
    assertThat(holders(forged)).isEmpty();
  }

  /** A value that would do, but is said to be another key's; and another way to say it. */
  @Test
  void isNotPoisonedByValuesOfOtherKeys() {
    Bytes other = SignedValue.keyOf("site", TestHosts.peer(2));
    Bytes value = SignedValue.seal(TestHosts.key(2), "site", 1, Bytes.EMPTY);
    for (Member liar : closest(KEY)) {
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
    assertThat(network.failure(() -> far(KEY).node.values().get(KEY, 1)).reason())
        .isEqualTo(Reason.NOT_FOUND);
    KadMessage mixed =
        new KadMessage(
            MessageType.PUT_VALUE,
            KEY,
            Optional.of(new KadRecord(other, value)),
            List.of(),
            List.of());
    Member honest = far(KEY);
    assertThatThrownBy(() -> honest.node.answer(members.get(1).id, mixed))
        .hasMessageContaining("another key");
  }

  /** Whoever fills a node with valid values drives out none that the node is there for. */
  @Test
  void keepsWhatLiesNearestWhenItIsFlooded() {
    Member node = network.add(SETTINGS.withKeeping(keeping(16)));
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
  void forgetsValuesUnlessTheyAreRepublished() {
    Member putting = far(KEY);
    network.get(() -> putting.node.values().put(KEY, FIRST, K));
    network.pass(Duration.ofHours(55));
    assertThat(closest(KEY)).allMatch(member -> held(member).isPresent());
    putting.node.values().forget(KEY);
    network.pass(Duration.ofHours(55));
    assertThat(members).noneMatch(member -> held(member).isPresent());
    assertThat(members).allMatch(member -> member.node.records().size() == 0);
  }

  @Test
  void doesNotDefendAValueAgainstABetterOne() {
    Member first = far(KEY);
    network.get(() -> first.node.values().put(KEY, FIRST, K));
    Member second = members.get(NODES - 1);
    network.get(() -> second.node.values().put(KEY, SECOND, 1));
    network.get(() -> first.node.values().get(KEY, 64));
    network.pass(Duration.ofHours(30));
    assertThat(holders(FIRST)).isEmpty();
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
  void makesNobodyAProviderByAnothersWord() {
    Member keeping = closest(CONTENT.encode()).get(0);
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
    network.get(() -> far(KEY).node.values().put(KEY, FIRST, K));
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

  /** Lies about closer peers cost requests, but not the result. */
  @Test
  void findsValuesAlthoughPeersInventOthers() {
    network.get(() -> far(KEY).node.values().put(KEY, FIRST, K));
    Random random = new Random(3);
    for (Member liar : members.subList(0, NODES / 5)) {
      liar.lies =
          request ->
              Optional.of(
                  new KadMessage(
                      request.type(),
                      request.key(),
                      Optional.empty(),
                      IntStream.range(0, KadMessage.MAX_CLOSER_PEERS)
                          .mapToObj(
                              i ->
                                  new KadPeer(
                                      RandomPeers.sharing(8, Key.of(request.key()), random)
                                          .orElseThrow(),
                                      List.of(Multiaddr.parse("/memory/" + (10_000 + i))),
                                      Reachability.CONNECTED))
                          .toList(),
                      List.of()));
    }
    Member getting = members.get(NODES - 1);
    assertThat(network.get(() -> getting.node.values().get(KEY, 2)).value()).isEqualTo(FIRST);
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
