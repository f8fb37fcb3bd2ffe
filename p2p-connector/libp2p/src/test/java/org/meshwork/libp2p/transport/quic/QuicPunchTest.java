package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Polling.await;

import io.netty.channel.nio.NioIoHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.Listener;

/** Packets of no sense to where a peer is going to come from. */
@ExtendWith(LeakWatch.class)
class QuicPunchTest {
  private static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");

  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(NioIoHandler.newFactory());
  private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    await().untilAsserted(() -> assertThat(group.openChannels()).isZero());
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private QuicTransport transport(int number, Duration timeout) {
    FixedRandom random = new FixedRandom(number);
    HostCertificate certificate = HostCertificate.issue(TestHosts.key(number), random);
    return new QuicTransport(certificate, Clock.systemUTC(), group, random, timeout);
  }

  @Test
  void sendsFromWhereItListensUntilItIsGivenUp() throws Exception {
    QuicTransport here = transport(1, Duration.ofSeconds(10));
    Listener listener = TestHosts.get(here.listen(ANY_PORT, accepted::add));
    try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.setSoTimeout(2_000);
      Multiaddr address = QuicAddress.of((InetSocketAddress) peer.getLocalSocketAddress());
      CompletableFuture<Connection> punch =
          here.punch(address, TestHosts.peer(2), false).toCompletableFuture();
      DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
      for (int count = 0; count < 3; count++) {
        peer.receive(packet);
        assertThat(packet.getLength()).isEqualTo(64);
        assertThat(QuicAddress.of((InetSocketAddress) packet.getSocketAddress()))
            .isEqualTo(listener.address());
      }
      assertThat(punch).isNotDone();
      punch.cancel(false);
      peer.setSoTimeout(500);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(
              () -> {
                // One may have been on its way.
                peer.receive(packet);
                peer.receive(packet);
              });
    }
    TestHosts.get(listener.close());
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    QuicTransport here = transport(1, Duration.ofMillis(300));
    TestHosts.assertFails(
        here.punch(Multiaddr.parse("/ip4/127.0.0.1/udp/9/quic-v1"), TestHosts.peer(2), false),
        Reason.TIMED_OUT);
  }

  @Test
  void doesNotHinderThePeersDial() throws Exception {
    QuicTransport here = transport(1, Duration.ofSeconds(10));
    QuicTransport there = transport(2, Duration.ofSeconds(10));
    Listener ours = TestHosts.get(here.listen(ANY_PORT, accepted::add));
    Listener theirs = TestHosts.get(there.listen(ANY_PORT, connection -> {}));
    CompletableFuture<Connection> punch =
        here.punch(theirs.address(), TestHosts.peer(2), false).toCompletableFuture();
    Connection dialled = TestHosts.get(there.punch(ours.address(), TestHosts.peer(1), true));
    Connection other = accepted.poll(10, TimeUnit.SECONDS);
    assertThat(other.remoteAddress()).isEqualTo(theirs.address());
    assertThat(dialled.isInitiator()).isTrue();
    punch.cancel(false);
    TestHosts.get(dialled.close());
    TestHosts.get(other.ended());
    TestHosts.get(ours.close());
    TestHosts.get(theirs.close());
  }
}
