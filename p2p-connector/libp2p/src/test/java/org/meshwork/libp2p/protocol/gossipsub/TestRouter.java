package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.ScoreSettings;
import org.meshwork.libp2p.protocol.gossipsub.score.ScoreThresholds;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** A router among peers that the test plays, in time that it lets pass. */
final class TestRouter {
  static final Topic NEWS = new Topic("news");
  static final Topic SPORT = new Topic("sport");

  /** Misbehaviour counts from the first time on, as in the specification's formula. */
  static final GossipSubSettings STRICT =
      GossipSubSettings.DEFAULT.withScores(
          ScoreSettings.DEFAULT.withBehaviour(new ScoreSettings.Surplus(-10, 0.9, 0)),
          ScoreThresholds.DEFAULT);

  private static final int SELF = 9_999;

  final TestTime time = new TestTime();
  final PrivateKey key = TestHosts.key(SELF);
  final List<ReceivedMessage> received = new ArrayList<>();
  final List<PeerId> dialled = new ArrayList<>();
  final Router router;
  private long sequence;

  TestRouter(GossipSubSettings settings, Surroundings surroundings) {
    router =
        new Router(
            PeerId.of(key.publicKey()),
            time.executor(),
            new Random(7),
            settings,
            surroundings,
            (peer, addresses) -> {
              dialled.add(peer);
              return new CompletableFuture<>();
            });
  }

  TestRouter(GossipSubSettings settings) {
    this(settings, Surroundings.DEFAULT);
  }

  TestRouter() {
    this(STRICT);
  }

  TestRouter subscribe(Topic topic) {
    router.subscribe(topic, received::add);
    time.settle();
    return this;
  }

  TestPeer peer(int number, PeerKind kind, boolean isOutbound) {
    return unattached(number, kind, isOutbound).attach();
  }

  TestPeer unattached(int number, PeerKind kind, boolean isOutbound) {
    return new TestPeer(
        number, router, time, id -> router.connected(id, kind, isOutbound, Optional.empty()));
  }

  /** Which has dialled this side, and knows everything. */
  TestPeer peer(int number) {
    return peer(number, PeerKind.V1_2, false);
  }

  List<TestPeer> peers(int count, Topic topic) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> peer(number).subscribe(topic))
        .toList();
  }

  PubSubMessage message(Topic topic, String text) {
    return Signatures.sign(key, ++sequence, topic, Bytes.utf8(text));
  }

  /** Publishes, and lets it be sent. */
  Published publish(Topic topic, String text) {
    Published published = router.publish(message(topic, text));
    time.settle();
    return published;
  }

  static MessageId id(PubSubMessage message) {
    return MessageIds.BY_ORIGIN.of(message);
  }

  void heartbeats(int count) {
    for (int beat = 0; beat < count; beat++) {
      time.pass(Duration.ofSeconds(1));
      router.heartbeat();
      time.settle();
    }
  }

  List<String> texts() {
    return received.stream().map(message -> new String(message.payload().toArray())).toList();
  }
}
