package org.meshwork.libp2p.protocol.gossipsub;

import java.util.List;
import java.util.function.Function;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Advertisement;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** A peer of a router, played by the test. */
final class TestPeer {
  private static final Rpc NOTHING =
      new Rpc(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  final PrivateKey key;
  final PeerId id;
  final SentRpcs sent = new SentRpcs();
  private final Router router;
  private final TestTime time;
  final Peer peer;
  private long sequence;

  TestPeer(int number, Router router, TestTime time, Function<PeerId, Peer> connecting) {
    this.key = TestHosts.key(number);
    this.id = PeerId.of(key.publicKey());
    this.router = router;
    this.time = time;
    this.peer = connecting.apply(id);
  }

  TestPeer attach() {
    router.attached(peer, sent);
    time.settle();
    return this;
  }

  TestPeer subscribe(Topic... topics) {
    return says(
        new Rpc(
            List.of(topics).stream().map(topic -> new Subscription(topic, true)).toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  TestPeer unsubscribe(Topic topic) {
    return says(
        new Rpc(
            List.of(new Subscription(topic, false)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  TestPeer sends(PubSubMessage... messages) {
    return says(
        new Rpc(
            List.of(), List.of(messages), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  TestPeer has(Topic topic, List<MessageId> ids) {
    return says(
        new Rpc(
            List.of(),
            List.of(),
            List.of(new Advertisement(topic, ids)),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  TestPeer wants(List<MessageId> ids) {
    return says(new Rpc(List.of(), List.of(), List.of(), ids, List.of(), List.of(), List.of()));
  }

  TestPeer grafts(Topic... topics) {
    return says(
        new Rpc(List.of(), List.of(), List.of(), List.of(), List.of(topics), List.of(), List.of()));
  }

  TestPeer prunes(Prune prune) {
    return says(
        new Rpc(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(prune), List.of()));
  }

  TestPeer refuses(List<MessageId> ids) {
    return says(new Rpc(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ids));
  }

  TestPeer says(Rpc rpc) {
    router.heard(peer, rpc);
    time.settle();
    return this;
  }

  /** A message of its own, signed. */
  PubSubMessage message(Topic topic, String text) {
    return Signatures.sign(key, ++sequence, topic, Bytes.utf8(text));
  }

  /** All that it was sent since the last call, as one. */
  Rpc heard() {
    return sent.take().stream().reduce(NOTHING, TestPeer::together);
  }

  private static Rpc together(Rpc one, Rpc other) {
    return new Rpc(
        concat(one.subscriptions(), other.subscriptions()),
        concat(one.messages(), other.messages()),
        concat(one.advertisements(), other.advertisements()),
        concat(one.wanted(), other.wanted()),
        concat(one.grafted(), other.grafted()),
        concat(one.pruned(), other.pruned()),
        concat(one.unwanted(), other.unwanted()));
  }

  private static <T> List<T> concat(List<T> one, List<T> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }

  double score() {
    return router.score(id);
  }
}
