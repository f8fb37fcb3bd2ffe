package org.meshwork.libp2p.transport.quic;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.StreamContractTest;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.transport.Listener;

/** QUIC keeps the promises of streams. */
@ExtendWith(LeakWatch.class)
class QuicStreamContractTest extends StreamContractTest {
  private static final BlockingQueue<Connection> ACCEPTED = new LinkedBlockingQueue<>();
  private static EventLoopGroup group;
  private static Listener listener;

  @BeforeAll
  static void listen() throws Exception {
    group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    listener =
        transport(1)
            .listen(Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1"), ACCEPTED::add)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    listener.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static QuicTransport transport(int seed) {
    FixedRandom random = new FixedRandom(seed);
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, random);
    return new QuicTransport(
        HostCertificate.issue(key, random),
        Clock.systemUTC(),
        group,
        random,
        Duration.ofSeconds(10));
  }

  @Override
  protected Ends connect() throws Exception {
    Connection dialled = await(transport(2).dial(listener.address(), Optional.empty()));
    Connection answered = ACCEPTED.poll(10, TimeUnit.SECONDS);
    return new Ends(streamsOf(dialled), streamsOf(answered));
  }

  /** Netty says nothing of a reset before it is asked for more bytes. */
  @Override
  protected boolean hearsOfResetsUnread() {
    return false;
  }
}
