package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.transport.Listener;

/** A client and a server on loopback; what they opened is closed after each test. */
@ExtendWith(LeakWatch.class)
abstract class QuicFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final PrivateKey CLIENT_KEY = PrivateKey.decode(key("ed25519.private"));
  static final PrivateKey SERVER_KEY = PrivateKey.decode(key("secp256k1.private"));
  static final Multiaddr LOCAL = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  static final Optional<PeerId> ANYBODY = Optional.empty();
  static final AtomicInteger SEEDS = new AtomicInteger();
  static EventLoopGroup group;

  final QuicTransport client = transport(issue(CLIENT_KEY), PATIENCE);
  final QuicTransport server = transport(issue(SERVER_KEY), PATIENCE);
  final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
  final List<Listener> listeners = new ArrayList<>();
  final List<Connection> connections = new ArrayList<>();

  @BeforeAll
  static void startLoops() {
    group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  }

  @AfterAll
  static void stopLoops() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (Connection connection : connections) {
      get(connection.close());
    }
    for (Listener listener : listeners) {
      get(listener.close());
    }
  }

  static HostCertificate issue(PrivateKey host) {
    return HostCertificate.issue(host, new FixedRandom(3));
  }

  static QuicTransport transport(HostCertificate certificate, Duration timeout) {
    return new QuicTransport(
        certificate, CLOCK, group, new FixedRandom(SEEDS.incrementAndGet()), timeout);
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static void assertFailed(Reason reason, CompletionStage<?> stage) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .withCauseInstanceOf(ConnectionFailed.class)
        .satisfies(
            failed ->
                assertThat(((ConnectionFailed) failed.getCause()).reason())
                    .as(failed.getMessage())
                    .isEqualTo(reason));
  }

  final Listener listen(QuicTransport transport) throws Exception {
    return listen(transport, LOCAL);
  }

  final Listener listen(QuicTransport transport, Multiaddr address) throws Exception {
    Listener listener = get(transport.listen(address, accepted::add));
    listeners.add(listener);
    return listener;
  }

  final Connection dial(Listener listener) throws Exception {
    Connection dialled = get(client.dial(listener.address(), ANYBODY));
    connections.add(dialled);
    return dialled;
  }

  final Connection nextAccepted() throws InterruptedException {
    Connection connection = accepted.poll(20, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    connections.add(connection);
    return connection;
  }

  /** A stream from the client, and the server's end of it. */
  record Ends(Stream near, Stream far) {}

  final Ends open(Connection dialled, Connection answered) throws Exception {
    CompletableFuture<Stream> far = new CompletableFuture<>();
    answered.acceptStreams(far::complete);
    Stream near = get(dialled.openStream());
    get(near.write(text("!")));
    return new Ends(near, get(far));
  }

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
