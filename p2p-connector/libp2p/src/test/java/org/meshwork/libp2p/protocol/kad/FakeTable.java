package org.meshwork.libp2p.protocol.kad;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Keeping;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Routing;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.value.SignedValue;
import org.meshwork.libp2p.protocol.kad.value.SignedValueValidator;
import org.meshwork.libp2p.protocol.kad.value.Validators;

/** Forty nodes that know each other and keep signed values, and what a test asks about them. */
final class FakeTable {
  static final int NODES = 40;
  static final int K = 6;

  /** Rarely refreshed, so that days pass soon. */
  static final KademliaSettings SETTINGS =
      KademliaSettings.DEFAULT
          .withRouting(new Routing(K, 3, 3, 2, Duration.ofHours(6)))
          .withKeeping(keeping(1_024));

  static final PrivateKey AUTHOR = TestHosts.key(1);
  static final Bytes KEY = SignedValue.keyOf("site", TestHosts.peer(1));
  static final Bytes FIRST = value(1);
  static final Bytes SECOND = value(2);
  static final Multihash CONTENT = HashFunction.SHA2_256.hash(Bytes.utf8("content"));

  private static final Validators VALIDATORS =
      Validators.DEFAULT.with("site", new SignedValueValidator("site"));

  final FakeNetwork network;
  final List<Member> members;

  FakeTable(long seed) {
    network = new FakeNetwork(seed, VALIDATORS);
    members = network.addAll(NODES, SETTINGS);
  }

  static Keeping keeping(int max) {
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

  /** The nodes closest to a key, the closest first. */
  List<Member> closest(Bytes key) {
    return members.stream()
        .filter(member -> member.isOnline)
        .sorted(Comparator.comparing((Member member) -> Key.of(member.id).distanceTo(Key.of(key))))
        .limit(K)
        .toList();
  }

  /** One that is not close to the key. */
  Member far(Bytes key) {
    List<Member> close = closest(key);
    return members.stream().filter(member -> !close.contains(member)).findFirst().orElseThrow();
  }

  /** What the node has under {@link #KEY}. */
  Optional<Bytes> held(Member member) {
    return member.node.records().get(KEY, network.now()).map(stored -> stored.value());
  }

  List<Member> holders(Bytes value) {
    return members.stream()
        .filter(member -> held(member).filter(value::equals).isPresent())
        .toList();
  }
}
