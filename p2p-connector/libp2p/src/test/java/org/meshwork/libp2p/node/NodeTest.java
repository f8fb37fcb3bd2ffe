package org.meshwork.libp2p.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.nio.NioIoHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.discovery.mdns.LoopbackGroup;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.relay.CircuitTransport;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;

/** Whole nodes, on loopback. */
@ExtendWith(LeakWatch.class)
class NodeTest {
  private static final Multiaddr TCP = TestHosts.ANY_PORT;
  private static final Multiaddr QUIC = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  private static final Multiaddr WEB = Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws");
  private static final NodeSettings SERVING_TABLE =
      NodeSettings.DEFAULT.withHashTable(
          Optional.of(
              new HashTableUse(
                  HashTableUse.DEFAULT.settings(),
                  HashTableUse.DEFAULT.validators(),
                  Serving.ALWAYS)));

  private final CountingEventLoopGroup loops =
      new CountingEventLoopGroup(NioIoHandler.newFactory());
  private final List<Node> nodes = new ArrayList<>();

  private Node node(int number, NodeSettings settings) {
    NodePorts ports =
        new NodePorts(
            TestHosts.key(number), loops, Clock.systemUTC(), new FixedRandom(3_000 + number));
    Node node = Node.of(ports, settings);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(node -> get(node.close()));
    await().untilAsserted(() -> assertThat(loops.openChannels()).isZero());
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static Multiaddr addressOf(Node node, int index) {
    return node.host()
        .listenAddresses()
        .get(index)
        .encapsulate(new Multiaddr(List.of(node.host().id().toAddressComponent())));
  }

  @Test
  void joinsByEveryWay() {
    Node first =
        node(1, SERVING_TABLE.withWays(EnumSet.allOf(Way.class)).withListen(TCP, QUIC, WEB));
    get(first.start());
    for (int way = 0; way < 3; way++) {
      Node other = node(2 + way, NodeSettings.DEFAULT.withWays(EnumSet.allOf(Way.class)));
      get(other.start());
      assertThat(get(other.join(List.of(addressOf(first, way))))).isEqualTo(1);
      assertThat(other.host().connections()).hasSize(1);
      assertThat(other.hashTable().mode()).isEqualTo(Mode.CLIENT);
      assertThat(get(other.ping().ping(first.host().id()))).isPositive();
    }
  }

  @Test
  void findsPeersOnItsLink() {
    Finding finding = Finding.DEFAULT.withLinks(LoopbackGroup.place());
    Node first = node(1, SERVING_TABLE.withListen(TCP).withFinding(finding));
    Node other = node(2, SERVING_TABLE.withListen(TCP).withFinding(finding));
    get(first.start());
    get(other.start());
    await().until(() -> get(other.hashTable().size()) == 1 && get(first.hashTable().size()) == 1);
    assertThat(other.host().connections()).isNotEmpty();
  }

  @Test
  void gossips() {
    Node first = node(1, SERVING_TABLE.withListen(TCP));
    Node other = node(2, NodeSettings.DEFAULT);
    Topic topic = new Topic("test");
    List<Bytes> heard = new ArrayList<>();
    get(first.start());
    get(other.start());
    get(first.gossip().subscribe(topic, message -> heard.add(message.payload())));
    get(other.join(List.of(addressOf(first, 0))));
    await().until(() -> !get(other.gossip().peers(topic)).isEmpty());
    get(other.gossip().publish(topic, Bytes.utf8("hello")));
    await().untilAsserted(() -> assertThat(heard).containsExactly(Bytes.utf8("hello")));
  }

  @Test
  void hasOnlyWhatItIsToHave() {
    NodeSettings bare =
        NodeSettings.DEFAULT
            .withHashTable(Optional.empty())
            .withGossip(Optional.empty())
            .withReaching(Reaching.DEFAULT.withoutRelays());
    Node first = node(1, bare.withListen(TCP));
    Node other = node(2, bare);
    get(first.start());
    get(other.start());
    assertThat(get(other.join(List.of(addressOf(first, 0))))).isEqualTo(1);
    assertThat(first.host().protocols()).doesNotContain(CircuitTransport.STOP).hasSize(4);
    assertThatThrownBy(first::hashTable).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(first::gossip).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isClosedWhenItCanNotListen() {
    Node first = node(1, NodeSettings.DEFAULT.withListen(TCP));
    get(first.start());
    Node other = node(2, NodeSettings.DEFAULT.withListen(first.host().listenAddresses().get(0)));
    TestHosts.assertFails(other.start(), Reason.ADDRESS_UNAVAILABLE);
    TestHosts.assertFails(other.host().dial(addressOf(first, 0)), Reason.CLOSED);
    assertThatThrownBy(other::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void saysThatNobodyIsReached() {
    Node node = node(1, NodeSettings.DEFAULT);
    get(node.start());
    TestHosts.assertFails(
        node.join(List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"))), Reason.UNREACHABLE);
  }

  @Test
  void closesThoughItNeverStarted() {
    get(node(1, NodeSettings.DEFAULT).close());
  }
}
