package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.FakeConnection;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** The manager on virtual time; peers are numbers. */
class ConnectionManagerTest {
  private static final Multiaddr AT = Multiaddr.parse("/memory/7");
  private static final ConnectionSettings SETTINGS =
      new ConnectionSettings(100, 8, 3, 5, Duration.ofSeconds(20));

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final Connections connections = new Connections(SETTINGS);
  private final ConnectionManager manager =
      new ConnectionManager(connections, SETTINGS, time.eventLoop());
  private final Map<Integer, FakeConnection> made = new HashMap<>();

  private void connect(int number, boolean isInitiator) {
    FakeConnection connection =
        new FakeConnection(TestHosts.key(number).publicKey(), AT, isInitiator, time.eventLoop());
    made.put(number, connection);
    connections.add(connection);
    manager.admitted(connection);
    connection.ended().thenAccept(reason -> ended(connection));
  }

  @BeforeEach
  void stopTime() {
    time.freezeTime();
  }

  private void ended(FakeConnection connection) {
    connections.remove(connection);
    manager.ended(connection);
  }

  /** The first comes first. */
  private void connect(int from, int to) {
    for (int number = from; number < to; number++) {
      connect(number, false);
      time.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    }
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.advanceTimeBy(1, TimeUnit.SECONDS);
      time.runScheduledPendingTasks();
    }
  }

  private List<Integer> open() {
    return made.keySet().stream().filter(number -> !made.get(number).isClosed()).sorted().toList();
  }

  private static PeerId peer(int number) {
    return TestHosts.peer(number);
  }

  @Test
  void keepsAllUpToTheHighMark() {
    connect(1, 6);
    pass(60);
    assertThat(open()).hasSize(5);
    assertThat(time.runScheduledPendingTasks()).isEqualTo(-1);
  }

  @Test
  void givesUpDownToTheLowMark() {
    connect(1, 7);
    pass(30);
    // Those that came last have been of least use.
    assertThat(open()).containsExactly(1, 2, 3);
    assertThat(time.runScheduledPendingTasks()).isEqualTo(-1);
  }

  @Test
  void keepsConnectionsInTheirFirstTime() {
    connect(1, 7);
    pass(15);
    assertThat(open()).hasSize(6);
    connect(7, 9);
    pass(10);
    // Three of the older ones are too many, of which those that came last have been of least use.
    assertThat(open()).containsExactly(1, 2, 3, 7, 8);
  }

  @Test
  void givesUpThoseThatAreWorthLeast() {
    connect(1, 7);
    manager.tag(peer(6), "dht", 5);
    manager.tag(peer(5), "dht", 3);
    manager.tag(peer(5), "gossip", 4);
    manager.tag(peer(1), "gossip", -1);
    pass(30);
    assertThat(open()).containsExactly(2, 5, 6);
  }

  @Test
  void prefersThoseThatThisSideDialled() {
    connect(1, 6);
    connect(6, true);
    pass(30);
    assertThat(open()).containsExactly(1, 2, 6);
  }

  @Test
  void keepsProtectedPeers() {
    manager.protect(peer(6), "relay");
    manager.protect(peer(6), "user");
    connect(1, 7);
    pass(30);
    assertThat(open()).containsExactly(1, 2, 6);
    manager.unprotect(peer(6), "relay");
    assertThat(manager.isProtected(peer(6))).isTrue();
    manager.unprotect(peer(6), "user");
    assertThat(manager.isProtected(peer(6))).isFalse();
    connect(7, 10);
    pass(30);
    assertThat(open()).containsExactly(1, 2, 6);
  }

  @Test
  void keepsThoseWhereThisSideWaitsForAnAnswer() {
    connect(1, 7);
    pass(15);
    manager.streamOpened(made.get(5));
    manager.streamOpened(made.get(6));
    manager.streamEnded(made.get(5));
    pass(10);
    assertThat(open()).containsExactly(1, 2, 6);
  }

  @Test
  void keepsNoneForAStreamThatIsOpenForLong() {
    connect(1, 6);
    connect(6, 7);
    manager.streamOpened(made.get(6));
    pass(30);
    assertThat(open()).containsExactly(1, 2, 3);
  }

  @Test
  void forgetsWeightsWithTheLastConnection() {
    assertThat(manager.tag(peer(1), "dht", 5)).isFalse();
    connect(1, 2);
    assertThat(manager.tag(peer(1), "dht", 5)).isTrue();
    assertThat(manager.tag(peer(1), "dht", 7)).isTrue();
    assertThat(manager.worth(peer(1))).isEqualTo(7);
    manager.untag(peer(1), "dht");
    assertThat(manager.worth(peer(1))).isZero();
    manager.tag(peer(1), "dht", 5);
    made.get(1).close();
    connect(1, 2);
    assertThat(manager.worth(peer(1))).isZero();
  }

  @Test
  void boundsTagsAndProtectedPeers() {
    connect(1, 2);
    IntStream.range(0, 100).forEach(i -> manager.tag(peer(1), "tag " + i, 1));
    assertThat(manager.worth(peer(1))).isEqualTo(ConnectionManager.MAX_TAGS);
    assertThat(manager.tag(peer(1), "tag 0", 2)).isTrue();
    for (int i = 0; i < ConnectionManager.MAX_PROTECTED_PEERS; i++) {
      manager.protect(stranger(i), "test");
    }
    manager.protect(stranger(0), "again");
    assertThatIllegalStateException().isThrownBy(() -> manager.protect(peer(1), "test"));
  }

  private static PeerId stranger(int number) {
    return new PeerId(HashFunction.SHA2_256.hash(Bytes.utf8("peer " + number)));
  }

  @Test
  void leavesNoTimerBehind() {
    connect(1, 7);
    manager.close();
    assertThat(time.runScheduledPendingTasks()).isEqualTo(-1);
  }
}
