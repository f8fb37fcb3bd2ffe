package org.meshwork.libp2p.host;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/** Hosts on loopback, by TCP, Noise and yamux. Closing them closes all, and checks that it has. */
public final class TestHosts implements AutoCloseable {
  public static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/0");
  private static final long PATIENCE_SECONDS = 30;

  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(NioIoHandler.newFactory());
  private final List<Host> hosts = new ArrayList<>();

  public static PrivateKey key(int number) {
    return PrivateKey.generate(KeyType.ED25519, new FixedRandom(number));
  }

  public static PeerId peer(int number) {
    return PeerId.of(key(number).publicKey());
  }

  /** A host that listens, with the key of this number. */
  public Host host(int number, HostSettings settings) {
    return host(number, settings, UnaryOperator.identity());
  }

  /**
   * @param change of ports that keep peers in memory and let everybody in
   */
  public Host host(int number, HostSettings settings, UnaryOperator<HostPorts> change) {
    PrivateKey key = key(number);
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(key, new FixedRandom(1_000 + number))),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    EventLoop executor = group.next();
    HostPorts ports = change.apply(HostPorts.inMemory(executor, new Random(number)));
    TcpTransport transport = new TcpTransport(group, upgrader);
    Host host = new Host(key, List.of(transport), executor, settings, ports);
    hosts.add(host);
    get(host.listen(ANY_PORT));
    return host;
  }

  public Host host(int number) {
    return host(number, HostSettings.DEFAULT);
  }

  public int openChannels() {
    return group.openChannels();
  }

  /** The dialler's end. */
  public static Connection connect(Host dialer, Host listener) {
    return get(dialer.connect(listener.id(), listener.listenAddresses()));
  }

  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  public static ConnectionFailed failure(CompletionStage<?> stage) {
    Throwable thrown = Assertions.catchThrowable(() -> get(stage));
    Assertions.assertThat(thrown).isInstanceOf(CompletionException.class);
    Assertions.assertThat(thrown.getCause()).isInstanceOf(ConnectionFailed.class);
    return (ConnectionFailed) thrown.getCause();
  }

  public static void assertFails(CompletionStage<?> stage, ConnectionFailed.Reason reason) {
    ConnectionFailed failure = failure(stage);
    Assertions.assertThat(failure.reason()).as(failure.toString()).isEqualTo(reason);
  }

  @Override
  public void close() {
    try {
      hosts.forEach(host -> get(host.close()));
      Polling.await().untilAsserted(() -> Assertions.assertThat(openChannels()).isZero());
    } finally {
      group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
