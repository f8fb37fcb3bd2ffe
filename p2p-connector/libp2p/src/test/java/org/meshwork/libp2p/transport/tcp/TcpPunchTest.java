package org.meshwork.libp2p.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;

/** Dials from where one listens. */
@ExtendWith(LeakWatch.class)
class TcpPunchTest {
  private static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/0");

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private TcpTransport transport(int number) {
    return new TcpTransport(
        group,
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(TestHosts.key(number), new FixedRandom(number))),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return TestHosts.get(stage);
  }

  @Test
  void comesFromThePortWhereItListens() throws Exception {
    TcpTransport here = transport(1);
    TcpTransport there = transport(2);
    Listener ours = get(here.listen(ANY_PORT, connection -> {}));
    Listener theirs = get(there.listen(ANY_PORT, accepted::add));
    Connection punched = get(here.punch(theirs.address(), TestHosts.peer(2), true));
    Connection other = accepted.poll(10, TimeUnit.SECONDS);
    assertThat(other.remoteAddress()).isEqualTo(ours.address());
    assertThat(punched.localAddress()).isEqualTo(ours.address());
    // The port still is nobody else's.
    Throwable taken = catchThrowable(() -> get(there.listen(ours.address(), accepted::add)));
    assertThat(taken.getCause())
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failed ->
                assertThat(failed.reason()).isEqualTo(ConnectionFailed.Reason.ADDRESS_UNAVAILABLE));
    get(punched.close());
    get(other.ended());
    get(ours.close());
    get(theirs.close());
  }

  /** As in a simultaneous open, in which both dial, and neither is accepted. */
  @Test
  void isTheServerOfWhatIsSpokenIfItHasTo() throws Exception {
    try (java.net.ServerSocket server =
        new java.net.ServerSocket(0, 8, java.net.InetAddress.getLoopbackAddress())) {
      Multiaddr address = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.getLocalPort());
      CompletionStage<Connection> here = transport(1).punch(address, TestHosts.peer(2), false);
      CompletionStage<Connection> there = transport(2).punch(address, TestHosts.peer(1), true);
      splice(server.accept(), server.accept());
      assertThat(get(here).isInitiator()).isFalse();
      assertThat(get(there).isInitiator()).isTrue();
      get(there.thenCompose(Connection::openStream)).reset();
      get(get(there).close());
      get(get(here).ended());
    }
  }

  private static void splice(java.net.Socket one, java.net.Socket other) {
    copy(one, other);
    copy(other, one);
  }

  private static void copy(java.net.Socket from, java.net.Socket to) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
              } catch (java.io.IOException closed) {
                // The test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
