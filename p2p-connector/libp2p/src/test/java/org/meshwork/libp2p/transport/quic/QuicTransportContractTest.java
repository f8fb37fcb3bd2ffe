package org.meshwork.libp2p.transport.quic;

import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.RawPeer;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.TransportContractTest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuicTransportContractTest extends TransportContractTest {
  private CountingEventLoopGroup group;
  private long seed;

  @BeforeAll
  void startEventLoops() {
    group = new CountingEventLoopGroup(NioIoHandler.newFactory());
  }

  @AfterAll
  void stopEventLoops() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  protected Transport transport(PrivateKey key, Duration timeout) {
    FixedRandom random = new FixedRandom(++seed);
    return new QuicTransport(
        HostCertificate.issue(key, random), Clock.systemUTC(), group, random, timeout);
  }

  @Override
  protected Multiaddr anyPort() {
    return Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  }

  @Override
  protected Multiaddr deserted() {
    return Multiaddr.parse("/ip4/127.0.0.1/udp/1/quic-v1");
  }

  @Override
  protected Set<Reason> whenDeserted() {
    return Set.of(Reason.TIMED_OUT);
  }

  @Override
  protected Multiaddr foreign() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
  }

  @Override
  protected RawPeer rawListener(byte[] bytes) throws IOException {
    return UdpPeer.listening();
  }

  @Override
  protected RawPeer rawDialer(Multiaddr address, byte[] bytes) throws IOException {
    return UdpPeer.dialling(address, bytes);
  }

  @Override
  protected int openChannels() {
    return group.openChannels();
  }
}
