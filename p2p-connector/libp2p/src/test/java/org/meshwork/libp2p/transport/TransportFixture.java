package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.meshwork.libp2p.Polling.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A transport under test, what it is asked, and what tests do with its connections. */
@ExtendWith(LeakWatch.class)
abstract class TransportFixture {
  protected static final PrivateKey DIALER_KEY = newKey();
  protected static final PrivateKey LISTENER_KEY = newKey();
  static final PeerId DIALER = PeerId.of(DIALER_KEY.publicKey());
  static final PeerId LISTENER = PeerId.of(LISTENER_KEY.publicKey());
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
  static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);

  final List<Connection> connections = new ArrayList<>();
  final List<Listener> listeners = new ArrayList<>();
  final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();

  /**
   * A transport of the peer with that key.
   *
   * @param timeout for everything up to the connection
   */
  protected abstract Transport transport(PrivateKey key, Duration timeout);

  /** To listen at: any port that is free, on this host. */
  protected abstract Multiaddr anyPort();

  /** An address of this transport where nobody listens. */
  protected abstract Multiaddr deserted();

  /** An address that this transport can't use. */
  protected abstract Multiaddr foreign();

  /** Why dialling {@link #deserted} fails; a transport over UDP can only wait. */
  protected Set<Reason> whenDeserted() {
    return Set.of(Reason.UNREACHABLE);
  }

  /** Whether an address says enough to dial it without a peer. */
  protected boolean reachesAnybody() {
    return true;
  }

  /** Why dialling the listener fails when the dialler itself is expected there. */
  protected Set<Reason> whenNotExpected() {
    return Set.of(Reason.IDENTITY_MISMATCH);
  }

  /** Takes channels, sends them the bytes, and else nothing. */
  protected abstract RawPeer rawListener(byte[] bytes) throws Exception;

  /** Makes a channel to the address, sends the bytes, and else nothing. */
  protected abstract RawPeer rawDialer(Multiaddr address, byte[] bytes) throws Exception;

  /** How many channels of the transports are open, servers included. */
  protected abstract int openChannels();

  static PrivateKey newKey() {
    return PrivateKey.generate(KeyType.ED25519, new SecureRandom());
  }

  /** One end of a connection, and the other. */
  protected record Pair(Connection dialer, Connection listener) {}

  @AfterEach
  void leavesNothingOpen() throws Exception {
    connections.addAll(accepted);
    for (Connection connection : connections) {
      get(connection.close());
      get(connection.ended());
    }
    for (Listener listener : listeners) {
      get(listener.close());
    }
    // One instance may serve all tests of a class.
    List.of(connections, listeners, accepted).forEach(java.util.Collection::clear);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(openChannels()).isZero());
  }

  protected static <T> T get(CompletionStage<T> stage)
      throws ExecutionException, InterruptedException, TimeoutException {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static void assertFails(CompletionStage<?> stage, Set<Reason> reasons) {
    Throwable thrown = catchThrowable(() -> get(stage));
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    Throwable root = cause instanceof CompletionException ? cause.getCause() : cause;
    assertThat(root).isInstanceOf(ConnectionFailed.class);
    assertThat(((ConnectionFailed) root).reason()).isIn(reasons);
  }

  static void assertFails(CompletionStage<?> stage, Reason reason) {
    assertFails(stage, Set.of(reason));
  }

  Listener listen(Duration timeout) throws Exception {
    return listen(anyPort(), timeout);
  }

  Listener listen(Multiaddr address, Duration timeout) throws Exception {
    Listener listener = get(transport(LISTENER_KEY, timeout).listen(address, accepted::add));
    listeners.add(listener);
    return listener;
  }

  CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    return transport(DIALER_KEY, USUAL_TIMEOUT).dial(address, expected);
  }

  Pair connect(Listener listener) throws Exception {
    Connection dialer = get(dial(listener.address(), Optional.of(LISTENER)));
    connections.add(dialer);
    Connection other = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(other).as("the accepted connection").isNotNull();
    connections.add(other);
    return new Pair(dialer, other);
  }

  Pair connect() throws Exception {
    return connect(listen(USUAL_TIMEOUT));
  }

  /**
   * Opens a stream and gets hold of its other end, for which it has to say something. Further
   * streams are echoed: another acceptor might be set too late for them.
   */
  static Stream[] openStream(Connection from, Connection to) throws Exception {
    CompletableFuture<Stream> there = new CompletableFuture<>();
    to.acceptStreams(
        stream -> {
          if (!there.complete(stream)) {
            echo(stream);
          }
        });
    Stream here = get(from.openStream());
    Outflow.text(here, "!");
    return new Stream[] {here, get(there)};
  }

  static Intake intake(Stream stream) {
    Intake intake = new Intake();
    stream.read(intake);
    return intake;
  }

  /** Sends back whatever comes. */
  static void echo(Stream stream) {
    Intake intake = intake(stream);
    intake
        .content()
        .thenAccept(
            content -> {
              Outflow.text(stream, content.text());
              stream.closeWrite();
            });
  }

  static void assertEchoes(Connection from, String text) throws Exception {
    Stream stream = get(from.openStream());
    Intake intake = intake(stream);
    Outflow.text(stream, text);
    stream.closeWrite();
    assertThat(get(intake.content()).text()).isEqualTo(text);
    get(stream.closed());
  }
}
