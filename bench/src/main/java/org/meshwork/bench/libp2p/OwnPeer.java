package org.meshwork.bench.libp2p;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsSecurity;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.quic.QuicTransport;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/** A host of this stack with one event loop, listening on loopback. */
final class OwnPeer implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MANY = 20_000;

  private final EventLoopGroup group;
  private final boolean isGroupShared;
  private final PrivateKey key = PrivateKey.generate(KeyType.ED25519, RANDOM);
  private final Host host;

  OwnPeer(Stack stack) {
    this(stack, new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), false);
  }

  /** On the event loop of another, which is to be closed after this one. */
  OwnPeer(Stack stack, OwnPeer other) {
    this(stack, other.group, true);
  }

  private OwnPeer(Stack stack, EventLoopGroup group, boolean isGroupShared) {
    this.group = group;
    this.isGroupShared = isGroupShared;
    HostSettings settings =
        HostSettings.DEFAULT.withConnections(MANY, 1_024).withDials(TIMEOUT, 1_024, 32);
    host = new Host(key, List.of(transport(stack)), group.next(), settings);
    await(host.listen(Multiaddr.parse(stack.anyPort())));
  }

  private Transport transport(Stack stack) {
    if (stack.isQuic()) {
      return new QuicTransport(certificate(), Clock.systemUTC(), group, RANDOM, TIMEOUT);
    }
    SecureChannel security =
        stack.security().equals("noise")
            ? new Noise(key, RANDOM)
            : new TlsSecurity(certificate(), Clock.systemUTC());
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(security),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT.withTimeout(TIMEOUT));
    return new TcpTransport(group, upgrader);
  }

  private HostCertificate certificate() {
    return HostCertificate.issue(key, RANDOM);
  }

  Host host() {
    return host;
  }

  Multiaddr address() {
    return host.listenAddresses().get(0);
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(5, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    await(host.close());
    if (!isGroupShared) {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
