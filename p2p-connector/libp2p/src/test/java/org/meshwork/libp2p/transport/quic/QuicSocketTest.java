package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Listener;

/** What connections share: sockets, ports and whatever comes there. */
class QuicSocketTest extends QuicFixture {
  @Test
  void servesVersion6OfIp() throws Exception {
    Listener listener = listen(server, Multiaddr.parse("/ip6/::1/udp/0/quic-v1"));
    assertThat(dial(listener).remoteAddress()).isEqualTo(listener.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/127.0.0.1/tcp/1",
        "/ip4/127.0.0.1/udp/1",
        "/dns4/a.b/udp/1/quic-v1",
        "/ip4/127.0.0.1/udp/1/quic-v1/webtransport",
        "/ip4/127.0.0.1/tcp/1/quic-v1"
      })
  void leavesOtherAddressesToOthers(String address) {
    assertThat(client.supports(Multiaddr.parse(address))).isFalse();
    assertFailed(Reason.UNSUPPORTED_ADDRESS, client.dial(Multiaddr.parse(address), ANYBODY));
    assertFailed(
        Reason.UNSUPPORTED_ADDRESS, client.listen(Multiaddr.parse(address), accepted::add));
  }

  @Test
  void dialsFromThePortThatItListensAt() throws Exception {
    Listener own = get(client.listen(LOCAL, accepted::add));
    listeners.add(own);
    Listener other = listen(server);
    Connection dialled = dial(other);
    Connection answered = nextAccepted();
    assertThat(answered.remoteAddress()).isEqualTo(own.address());
    assertThat(dialled.localAddress()).isEqualTo(own.address());
    connections.add(get(server.dial(own.address(), ANYBODY)));
    assertThat(nextAccepted().remoteAddress()).isEqualTo(other.address());
  }

  @Test
  void keepsConnectionsWhenItListensNoMore() throws Exception {
    Listener listener = listen(server);
    Connection dialled = dial(listener);
    Connection answered = nextAccepted();
    get(listener.close());
    QuicTransport hasty = transport(issue(CLIENT_KEY), Duration.ofMillis(500));
    assertFailed(Reason.TIMED_OUT, hasty.dial(listener.address(), ANYBODY));
    open(dialled, answered);
  }

  @Test
  void survivesGarbage() throws Exception {
    Listener listener = listen(server);
    Connection before = dial(listener);
    Connection answered = nextAccepted();
    Random random = new Random(7);
    InetSocketAddress target = QuicAddress.socket(listener.address()).orElseThrow();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int count = 0; count < 2_000; count++) {
        sendNoise(socket, target, random);
      }
    }
    open(before, answered);
    dial(listener);
  }

  /** Some of it looks like the first packet of a connection, of this version or another. */
  private static void sendNoise(DatagramSocket socket, InetSocketAddress target, Random random)
      throws IOException {
    byte[] noise = new byte[random.nextInt(1_400)];
    random.nextBytes(noise);
    if (noise.length > 60 && random.nextBoolean()) {
      noise[0] = (byte) 0xc3;
      noise[1] = noise[2] = noise[3] = 0;
      noise[4] = (byte) random.nextInt(3);
      noise[5] = (byte) random.nextInt(24);
    }
    socket.send(new DatagramPacket(noise, noise.length, target));
  }
}
