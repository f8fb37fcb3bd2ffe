package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;
import static org.meshwork.libp2p.protocol.gossipsub.TestRouter.NEWS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.MemoryHosts;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFrame;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;
import org.meshwork.libp2p.record.SequenceNumbers;

/** On real hosts, in memory, in real time. */
@ExtendWith(LeakWatch.class)
class GossipSubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final GossipSubSettings QUICK =
      GossipSubSettings.DEFAULT.withMesh(
          MeshSettings.DEFAULT.withHeartbeat(Duration.ofMillis(200)));

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private final MemoryHosts hosts = new MemoryHosts();

  private static GossipSub gossip(Host host, int number, GossipSubSettings settings) {
    SequenceNumbers sequences = new SequenceNumbers(CLOCK);
    GossipSub gossip =
        new GossipSub(host, sequences, new Random(number), settings, Surroundings.DEFAULT);
    gossip.start();
    return gossip;
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private static List<String> subscribe(GossipSub gossip) {
    List<String> heard = new CopyOnWriteArrayList<>();
    get(gossip.subscribe(NEWS, message -> heard.add(new String(message.payload().toArray()))));
    return heard;
  }

  private static void awaitPeers(GossipSub gossip, int count) {
    await().atMost(PATIENCE).until(() -> get(gossip.peers(NEWS)).size() == count);
  }

  @Test
  void twoHostsHearEachOther() {
    Host here = hosts.host(1);
    Host there = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    List<String> heardHere = subscribe(ours);
    connect(here, there);
    // Later than the connection: the peer is found all the same.
    GossipSub theirs = gossip(there, 2, QUICK);
    List<String> heardThere = subscribe(theirs);
    awaitPeers(ours, 1);
    awaitPeers(theirs, 1);
    get(ours.publish(NEWS, Bytes.utf8("from here")));
    get(theirs.publish(NEWS, Bytes.utf8("from there")));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heardThere).containsExactly("from here"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heardHere).containsExactly("from there"));
    await().atMost(PATIENCE).until(() -> get(ours.mesh(NEWS)).equals(Set.of(there.id())));
    get(theirs.unsubscribe(NEWS));
    awaitPeers(ours, 0);
    assertThat(get(ours.topics())).containsExactly(NEWS);
    assertThat(get(ours.score(there.id()))).isNotNegative();
  }

  @Test
  void everyHostOfManyHearsEveryMessageOnce() {
    int count = 24;
    List<Host> all = new ArrayList<>();
    List<GossipSub> gossips = new ArrayList<>();
    Map<PeerId, List<String>> heard = new ConcurrentHashMap<>();
    Random random = new Random(7);
    for (int number = 1; number <= count; number++) {
      Host host = hosts.host(number);
      GossipSub gossip = gossip(host, number, QUICK.withMesh(QUICK.mesh().withFloodPublish(false)));
      heard.put(host.id(), subscribe(gossip));
      // A ring, so that all are reached, and some chords.
      for (int links = 0; links < 4 && !all.isEmpty(); links++) {
        connect(host, all.get(links == 0 ? all.size() - 1 : random.nextInt(all.size())));
      }
      all.add(host);
      gossips.add(gossip);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> gossips.stream().allMatch(one -> get(one.mesh(NEWS)).size() >= 3));
    for (int number = 0; number < count; number++) {
      get(gossips.get(number).publish(NEWS, Bytes.utf8("from " + number)));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heard.values()).allMatch(list -> list.size() == count - 1));
    heard.values().forEach(list -> assertThat(list).doesNotHaveDuplicates());
  }

  @Test
  void largeMessagesArriveWhole() {
    Host here = hosts.host(1);
    Host there = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    GossipSub theirs = gossip(there, 2, QUICK);
    List<Bytes> heard = new CopyOnWriteArrayList<>();
    get(theirs.subscribe(NEWS, message -> heard.add(message.payload())));
    connect(here, there);
    awaitPeers(ours, 1);
    byte[] large = new byte[1_000_000];
    new Random(7).nextBytes(large);
    get(ours.publish(NEWS, Bytes.of(large)));
    await().atMost(PATIENCE).until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly(Bytes.of(large));
    assertFails(ours.publish(NEWS, Bytes.of(new byte[1 << 20])), Reason.TOO_MUCH);
  }

  @Test
  void leavesNothingBehindWhenClosed() {
    Host here = hosts.host(1);
    Host there = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    GossipSub theirs = gossip(there, 2, QUICK);
    subscribe(ours);
    subscribe(theirs);
    connect(here, there);
    awaitPeers(ours, 1);
    get(theirs.close());
    assertThat(there.protocols()).isEmpty();
    assertFails(theirs.publish(NEWS, Bytes.EMPTY), Reason.CLOSED);
    await().atMost(PATIENCE).until(() -> get(ours.mesh(NEWS)).isEmpty());
    assertThat(here.connections()).hasSize(1);
    GossipSub again = gossip(there, 3, QUICK);
    List<String> heard = subscribe(again);
    awaitPeers(again, 0);
    get(ours.close());
    GossipSub anew = gossip(here, 4, QUICK);
    awaitPeers(anew, 1);
    get(anew.publish(NEWS, Bytes.utf8("hello")));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("hello"));
  }

  @Test
  void forgetsPeersWhoseConnectionEnds() {
    Host here = hosts.host(1);
    Host there = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    subscribe(gossip(there, 2, QUICK));
    subscribe(ours);
    get(connect(here, there).close());
    awaitPeers(ours, 0);
    connect(here, there);
    awaitPeers(ours, 1);
  }

  private Stream raw(Host from, Host to) {
    connect(from, to);
    return get(from.openStream(to.id(), "/meshsub/1.1.0")).stream();
  }

  private static void awaitReset(Stream stream) {
    assertFails(stream.closed(), Reason.RESET);
  }

  @Test
  void resetsStreamsOfHugeRpcs() {
    Host here = hosts.host(1);
    Host hostile = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    subscribe(ours);
    Stream stream = raw(hostile, here);
    stream.write(
        Unpooled.wrappedBuffer(new ByteWriter().varint((4 << 20) + 1).toBytes().toArray()));
    awaitReset(stream);
    await().atMost(PATIENCE).until(() -> get(ours.score(hostile.id())) < 0);
  }

  @Test
  void resetsStreamsOfWhatIsNoRpc() {
    Host here = hosts.host(1);
    Host hostile = hosts.host(2);
    subscribe(gossip(here, 1, QUICK));
    Stream stream = raw(hostile, here);
    stream.write(Unpooled.wrappedBuffer(new byte[] {2, 0x0a, 0x7f}));
    awaitReset(stream);
  }

  @Test
  void replacesAnOldStreamByANewOne() {
    Host here = hosts.host(1);
    Host other = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    Stream first = raw(other, here);
    first.write(subscribed(true));
    awaitPeers(ours, 1);
    Stream second = raw(other, here);
    second.write(subscribed(false));
    awaitReset(first);
    awaitPeers(ours, 0);
  }

  private static ByteBuf subscribed(boolean isWanted) {
    return new RpcFrame()
        .field(RpcFields.subscription(new Subscription(NEWS, isWanted)))
        .toBuffer();
  }

  @Test
  void hearsEverythingOfPeersThatSendInSmallPieces() {
    Host here = hosts.host(1);
    Host other = hosts.host(2);
    GossipSub ours = gossip(here, 1, QUICK);
    List<String> heard = subscribe(ours);
    Stream stream = raw(other, here);
    for (int number = 0; number < 50; number++) {
      ByteBuf rpc =
          new RpcFrame()
              .field(
                  RpcFields.message(
                      Signatures.sign(
                          TestHosts.key(2), number, NEWS, Bytes.utf8("message " + number))))
              .toBuffer();
      while (rpc.isReadable()) {
        stream.write(rpc.readRetainedSlice(Math.min(50, rpc.readableBytes())));
      }
      rpc.release();
    }
    await().atMost(PATIENCE).until(() -> heard.size() == 50);
  }
}
