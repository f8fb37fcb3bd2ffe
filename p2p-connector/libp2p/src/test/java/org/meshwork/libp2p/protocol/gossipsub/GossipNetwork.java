package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * Routers that are linked to each other, without hosts, in virtual time; RPCs take some of it. Some
 * routers are hostile: they do all that keeps them in meshes, and pass no message on.
 */
final class GossipNetwork {
  static final Topic TOPIC = new Topic("simulated");
  private static final int MIN_LATENCY_MILLIS = 10;
  private static final int MAX_LATENCY_MILLIS = 100;

  private static final GossipSubSettings SETTINGS =
      GossipSubSettings.DEFAULT
          .withSignatures(SignaturePolicy.STRICT_NO_SIGN)
          .withMesh(MeshSettings.DEFAULT.withFloodPublish(false));

  private final TestTime time = new TestTime();
  private final Random random = new Random(7);
  private final List<Node> nodes = new ArrayList<>();

  final class Node {
    final PeerId id;
    final boolean isHostile;
    final Map<PeerId, Peer> peers = new HashMap<>();
    final Map<Bytes, Duration> heard = new HashMap<>();
    final Router router;

    Node(int number, boolean isHostile) {
      this.id = new PeerId(HashFunction.SHA2_256.hash(Bytes.utf8("node " + number)));
      this.isHostile = isHostile;
      this.router =
          new Router(
              id,
              time.executor(),
              random,
              SETTINGS,
              Surroundings.DEFAULT.withMessageIds(MessageIds.BY_CONTENT),
              (peer, addresses) -> new CompletableFuture<>());
      router.subscribe(TOPIC, message -> heard.put(message.payload(), time.now()));
      long interval = SETTINGS.mesh().heartbeat().toMillis();
      time.executor()
          .scheduleAtFixedRate(
              router::heartbeat, random.nextLong(interval), interval, TimeUnit.MILLISECONDS);
    }

    private void link(Node other, boolean isOutbound) {
      Peer peer = router.connected(other.id, PeerKind.V1_2, isOutbound, Optional.empty());
      peers.put(other.id, peer);
    }

    private void attach(Node other) {
      router.attached(peers.get(other.id), new Wire(this, other));
    }
  }

  /** Takes RPCs from one node to another. */
  private final class Wire implements Stream {
    private final Node from;
    private final Node to;
    private final int latencyMillis =
        MIN_LATENCY_MILLIS + random.nextInt(MAX_LATENCY_MILLIS - MIN_LATENCY_MILLIS);

    Wire(Node from, Node to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public CompletionStage<Void> write(ByteBuf bytes) {
      Bytes frame = Bytes.of(ByteBufUtil.getBytes(bytes));
      bytes.release();
      Rpc rpc = Rpc.decode(new ByteReader(frame).prefixed(), RpcBounds.DEFAULT);
      Rpc sent = from.isHostile ? withoutMessages(rpc) : rpc;
      time.executor()
          .schedule(
              () -> to.router.heard(to.peers.get(from.id), sent),
              latencyMillis,
              TimeUnit.MILLISECONDS);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public long id() {
      return 1;
    }

    @Override
    public boolean isInitiator() {
      return true;
    }

    @Override
    public void read(StreamReader reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void pauseReading() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void resumeReading() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> closeWrite() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void reset() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> closed() {
      return new CompletableFuture<>();
    }
  }

  private static Rpc withoutMessages(Rpc rpc) {
    return new Rpc(
        rpc.subscriptions(),
        List.of(),
        rpc.advertisements(),
        rpc.wanted(),
        rpc.grafted(),
        rpc.pruned(),
        rpc.unwanted());
  }

  /**
   * @param links that each node makes to others by chance
   */
  GossipNetwork(int count, double hostile, int links) {
    for (int number = 0; number < count; number++) {
      nodes.add(new Node(number, number < count * hostile));
    }
    for (Node node : nodes) {
      for (int link = 0; link < links; link++) {
        Node other = nodes.get(random.nextInt(count));
        if (other != node && !node.peers.containsKey(other.id)) {
          node.link(other, true);
          other.link(node, false);
          node.attach(other);
          other.attach(node);
        }
      }
    }
  }

  void pass(Duration duration) {
    Duration step = Duration.ofMillis(5);
    for (Duration left = duration; !left.isNegative() && !left.isZero(); left = left.minus(step)) {
      time.pass(step);
    }
  }

  /** Has an honest node publish; what it was. */
  Bytes publish(String text) {
    List<Node> honest = nodes.stream().filter(node -> !node.isHostile).toList();
    Node author = honest.get(random.nextInt(honest.size()));
    Bytes data = Bytes.utf8(text);
    author.router.publish(PubSubMessage.anonymous(TOPIC, data));
    author.heard.put(data, time.now());
    return data;
  }

  Duration now() {
    return time.now();
  }

  /** The part of the honest nodes that have heard it by then. */
  double heard(Bytes data, Duration by) {
    return share(node -> node.heard.containsKey(data) && node.heard.get(data).compareTo(by) <= 0);
  }

  private double share(Predicate<Node> what) {
    long honest = nodes.stream().filter(node -> !node.isHostile).count();
    return nodes.stream().filter(node -> !node.isHostile && what.test(node)).count()
        / (double) honest;
  }

  int largestMesh() {
    return nodes.stream().mapToInt(node -> node.router.mesh(TOPIC).size()).max().orElse(0);
  }
}
