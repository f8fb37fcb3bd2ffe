package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
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

/**
 * What a transport promises, whichever it is. {@code -Dlibp2p.contract.mebibytes} says how much the
 * largest transfer is each way.
 */
@ExtendWith(LeakWatch.class)
public abstract class TransportContractTest {
  protected static final PrivateKey DIALER_KEY = newKey();
  protected static final PrivateKey LISTENER_KEY = newKey();
  private static final PeerId DIALER = PeerId.of(DIALER_KEY.publicKey());
  private static final PeerId LISTENER = PeerId.of(LISTENER_KEY.publicKey());
  private static final long MEBIBYTES = Long.getLong("libp2p.contract.mebibytes", 64);
  private static final int STREAMS = 1_000;
  private static final byte[] GARBAGE = new byte[20_000];
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);

  private final List<Connection> connections = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();

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

  private static PrivateKey newKey() {
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

  private static void assertFails(CompletionStage<?> stage, Set<Reason> reasons) {
    Throwable thrown = catchThrowable(() -> get(stage));
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    Throwable root = cause instanceof CompletionException ? cause.getCause() : cause;
    assertThat(root).isInstanceOf(ConnectionFailed.class);
    assertThat(((ConnectionFailed) root).reason()).isIn(reasons);
  }

  private static void assertFails(CompletionStage<?> stage, Reason reason) {
    assertFails(stage, Set.of(reason));
  }

  private Listener listen(Duration timeout) throws Exception {
    return listen(anyPort(), timeout);
  }

  private Listener listen(Multiaddr address, Duration timeout) throws Exception {
    Listener listener = get(transport(LISTENER_KEY, timeout).listen(address, accepted::add));
    listeners.add(listener);
    return listener;
  }

  private CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    return transport(DIALER_KEY, USUAL_TIMEOUT).dial(address, expected);
  }

  private Pair connect(Listener listener) throws Exception {
    Connection dialer = get(dial(listener.address(), Optional.of(LISTENER)));
    connections.add(dialer);
    Connection other = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(other).as("the accepted connection").isNotNull();
    connections.add(other);
    return new Pair(dialer, other);
  }

  private Pair connect() throws Exception {
    return connect(listen(USUAL_TIMEOUT));
  }

  /**
   * Opens a stream and gets hold of its other end, for which it has to say something. Further
   * streams are echoed: another acceptor might be set too late for them.
   */
  private static Stream[] openStream(Connection from, Connection to) throws Exception {
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

  private static Intake intake(Stream stream) {
    Intake intake = new Intake();
    stream.read(intake);
    return intake;
  }

  /** Sends back whatever comes. */
  private static void echo(Stream stream) {
    Intake intake = intake(stream);
    intake
        .content()
        .thenAccept(
            content -> {
              Outflow.text(stream, content.text());
              stream.closeWrite();
            });
  }

  private static void assertEchoes(Connection from, String text) throws Exception {
    Stream stream = get(from.openStream());
    Intake intake = intake(stream);
    Outflow.text(stream, text);
    stream.closeWrite();
    assertThat(get(intake.content()).text()).isEqualTo(text);
    get(stream.closed());
  }

  @Test
  void tellsBothSidesWhoAndWhere() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Pair pair = connect(listener);
    assertThat(listener.address()).isNotEqualTo(anyPort());
    assertThat(transport(DIALER_KEY, USUAL_TIMEOUT).supports(listener.address())).isTrue();
    assertThat(pair.dialer().remotePeer()).isEqualTo(LISTENER);
    assertThat(pair.dialer().remoteKey()).isEqualTo(LISTENER_KEY.publicKey());
    assertThat(pair.dialer().isInitiator()).isTrue();
    assertThat(pair.listener().remotePeer()).isEqualTo(DIALER);
    assertThat(pair.listener().remoteKey()).isEqualTo(DIALER_KEY.publicKey());
    assertThat(pair.listener().isInitiator()).isFalse();
    assertThat(pair.dialer().remoteAddress()).isEqualTo(listener.address());
    assertThat(pair.listener().localAddress()).isEqualTo(listener.address());
    assertThat(pair.listener().remoteAddress()).isEqualTo(pair.dialer().localAddress());
    assertThat(pair.dialer().description()).isEqualTo(pair.listener().description()).isNotBlank();
  }

  @Test
  void answersNobodyWhomTheAcceptorDoesNotAdmit() throws Exception {
    List<Multiaddr> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    Acceptor choosy =
        new Acceptor() {
          @Override
          public boolean admits(Multiaddr remoteAddress) {
            asked.add(remoteAddress);
            return false;
          }

          @Override
          public void accept(Connection connection) {
            accepted.add(connection);
          }
        };
    Listener listener = get(transport(LISTENER_KEY, USUAL_TIMEOUT).listen(anyPort(), choosy));
    listeners.add(listener);
    assertFails(
        transport(DIALER_KEY, SHORT_TIMEOUT).dial(listener.address(), Optional.of(LISTENER)),
        // QUIC says nothing at all to such a peer.
        Set.of(Reason.CLOSED, Reason.HANDSHAKE_REFUSED, Reason.UNREACHABLE, Reason.TIMED_OUT));
    assertThat(asked).isNotEmpty();
    assertThat(accepted).isEmpty();
  }

  @Test
  void carriesStreamsThatEitherSideOpens() throws Exception {
    Pair pair = connect();
    pair.listener().acceptStreams(TransportContractTest::echo);
    pair.dialer().acceptStreams(TransportContractTest::echo);
    assertEchoes(pair.dialer(), "from the dialer");
    assertEchoes(pair.listener(), "from the listener");
  }

  @Test
  void carriesMuchBothWaysAtOnceUnchanged() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    long bytes = MEBIBYTES << 20;
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    CompletableFuture<Long> back = Outflow.of(ends[1], bytes, 2);
    // One byte has gone ahead.
    Outflow.of(ends[0], bytes, 1);
    Intake.Content came = get(here.content());
    assertThat(came.bytes()).isEqualTo(bytes);
    assertThat(came.checksum()).isEqualTo(get(back));
    Intake.Content went = get(there.content());
    assertThat(went.bytes()).isEqualTo(bytes + 1);
    assertThat(went.checksum()).isEqualTo(checksumAfterOneByte(bytes));
    get(ends[0].closed());
    get(ends[1].closed());
  }

  private static long checksumAfterOneByte(long bytes) {
    java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
    checksum.update('!');
    java.util.Random random = new java.util.Random(1);
    for (long left = bytes; left > 0; left -= 60_000) {
      byte[] chunk = new byte[(int) Math.min(left, 60_000)];
      random.nextBytes(chunk);
      checksum.update(chunk);
    }
    return checksum.getValue();
  }

  @Test
  void carriesAThousandStreams() throws Exception {
    Pair pair = connect();
    pair.listener().acceptStreams(TransportContractTest::echo);
    List<CompletableFuture<Intake.Content>> echoes = new ArrayList<>();
    for (int count = 0; count < STREAMS; count++) {
      Stream stream = get(pair.dialer().openStream());
      echoes.add(intake(stream).content());
      Outflow.text(stream, "stream " + count);
      stream.closeWrite();
    }
    for (int count = 0; count < STREAMS; count++) {
      assertThat(get(echoes.get(count)).text()).isEqualTo("stream " + count);
    }
  }

  @Test
  void closesEachWayOnItsOwn() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    ends[0].closeWrite();
    assertThat(get(intake(ends[1]).content()).text()).isEqualTo("!");
    Intake here = intake(ends[0]);
    Outflow.text(ends[1], "still open this way");
    ends[1].closeWrite();
    assertThat(get(here.content()).text()).isEqualTo("still open this way");
    get(ends[0].closed());
    get(ends[1].closed());
  }

  @Test
  void tellsThePeerOfAReset() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake there = intake(ends[1]);
    ends[0].reset();
    assertFails(there.content(), Reason.RESET);
    assertFails(ends[0].closed(), Reason.RESET);
    assertFails(ends[1].closed(), Reason.RESET);
    assertEchoes(pair.dialer(), "the connection goes on");
  }

  @Test
  void resetsAStreamWhoseReaderThrows() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    ends[1].read(
        new org.meshwork.libp2p.connection.StreamReader() {
          @Override
          public void bytes(io.netty.buffer.ByteBuf bytes) {
            bytes.release();
            throw new IllegalStateException("a reader with a mistake");
          }

          @Override
          public void endOfInput() {}

          @Override
          public void failed(ConnectionFailed failure) {}
        });
    assertFails(here.content(), Reason.RESET);
  }

  @Test
  void reachesWhomTheAddressNames() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr named = listener.address().encapsulate(step(LISTENER));
    Connection connection = get(dial(named, Optional.empty()));
    connections.add(connection);
    assertThat(connection.remotePeer()).isEqualTo(LISTENER);
    assertThat(connection.remoteAddress()).isEqualTo(listener.address());
    if (!reachesAnybody()) {
      assertFails(dial(listener.address(), Optional.empty()), Reason.UNSUPPORTED_ADDRESS);
      return;
    }
    Connection anonymous = get(dial(listener.address(), Optional.empty()));
    connections.add(anonymous);
    assertThat(anonymous.remotePeer()).isEqualTo(LISTENER);
  }

  private static Multiaddr step(PeerId peer) {
    return new Multiaddr(List.of(peer.toAddressComponent()));
  }

  @Test
  void refusesWhoIsNotExpected() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr misnamed = listener.address().encapsulate(step(DIALER));
    assertFails(dial(listener.address(), Optional.of(DIALER)), whenNotExpected());
    assertFails(dial(misnamed, Optional.empty()), whenNotExpected());
    assertFails(dial(misnamed, Optional.of(LISTENER)), Reason.IDENTITY_MISMATCH);
  }

  @Test
  void failsWhereNobodyListens() {
    assertFails(
        transport(DIALER_KEY, Duration.ofSeconds(2)).dial(deserted(), Optional.empty()),
        whenDeserted());
  }

  @Test
  void refusesAddressesOfOthers() {
    Transport transport = transport(DIALER_KEY, USUAL_TIMEOUT);
    Multiaddr name = Multiaddr.parse("/dns4/localhost/tcp/4001");
    for (Multiaddr address : List.of(foreign(), name)) {
      assertThat(transport.supports(address)).isFalse();
      assertFails(transport.dial(address, Optional.empty()), Reason.UNSUPPORTED_ADDRESS);
      assertFails(transport.listen(address, accepted::add), Reason.UNSUPPORTED_ADDRESS);
    }
  }

  @Test
  void waitsNoLongerThanAllowedForASilentListener() throws Exception {
    try (RawPeer silent = rawListener(new byte[0])) {
      CompletionStage<Connection> dial =
          transport(DIALER_KEY, SHORT_TIMEOUT).dial(silent.address(), Optional.empty());
      assertFails(dial, Reason.TIMED_OUT);
    }
  }

  @Test
  void waitsNoLongerThanAllowedForASilentDialer() throws Exception {
    Listener listener = listen(SHORT_TIMEOUT);
    try (RawPeer silent = rawDialer(listener.address(), new byte[0])) {
      get(silent.hungUp());
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void refusesGarbageFromADialer() throws Exception {
    Listener listener = listen(Duration.ofSeconds(2));
    try (RawPeer peer = rawDialer(listener.address(), GARBAGE)) {
      get(peer.hungUp());
    }
    assertThat(accepted).isEmpty();
    // And goes on listening.
    connect(listener);
  }

  @Test
  void refusesGarbageFromAListener() throws Exception {
    try (RawPeer peer = rawListener(GARBAGE)) {
      assertFails(
          transport(DIALER_KEY, Duration.ofSeconds(2)).dial(peer.address(), Optional.empty()),
          Set.of(
              Reason.PROTOCOL_VIOLATED, Reason.HANDSHAKE_REFUSED, Reason.CLOSED, Reason.TIMED_OUT));
    }
  }

  @Test
  void givesADialUpThatIsCancelled() throws Exception {
    try (RawPeer silent = rawListener(new byte[0])) {
      CompletionStage<Connection> dial = dial(silent.address(), Optional.empty());
      await().atMost(PATIENCE).until(() -> openChannels() > 0);
      dial.toCompletableFuture().cancel(false);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(openChannels()).isZero());
    }
  }

  @Test
  void keepsConnectionsWhenItListensNoMore() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Pair pair = connect(listener);
    get(listener.close());
    pair.listener().acceptStreams(TransportContractTest::echo);
    assertEchoes(pair.dialer(), "still here");
  }

  @Test
  void freesThePortWhenItListensNoMore() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr address = listener.address();
    get(listener.close());
    assertThat(listen(address, USUAL_TIMEOUT).address()).isEqualTo(address);
  }

  @Test
  void cannotListenWhereAnotherDoes() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    assertFails(
        transport(LISTENER_KEY, USUAL_TIMEOUT).listen(listener.address(), accepted::add),
        Reason.ADDRESS_UNAVAILABLE);
    connect(listener);
  }

  @Test
  void endsStreamsWithTheConnection() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    get(pair.dialer().close());
    assertFails(here.content(), Reason.CLOSED);
    // Whether the peer hears that the connection was closed, or of each stream, is the muxer's.
    assertFails(there.content(), Set.of(Reason.CLOSED, Reason.RESET));
    assertFails(ends[0].closed(), Reason.CLOSED);
    assertThat(get(pair.dialer().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(get(pair.listener().ended())).isNotNull();
    assertFails(pair.dialer().openStream(), Reason.CLOSED);
  }

  @Test
  void closesGracefullyWhenStreamsHaveEnded() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    CompletionStage<Void> closed = pair.dialer().closeGracefully();
    assertFails(pair.dialer().openStream(), Reason.CLOSED);
    Outflow.text(ends[0], " and the rest");
    ends[0].closeWrite();
    assertThat(get(there.content()).text()).isEqualTo("! and the rest");
    assertThat(pair.dialer().ended().toCompletableFuture()).isNotDone();
    Outflow.text(ends[1], "answer");
    ends[1].closeWrite();
    assertThat(get(here.content()).text()).isEqualTo("answer");
    get(closed);
    get(pair.dialer().ended());
    get(pair.listener().ended());
  }

  @Test
  void acceptsManyDialsAtOnce() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    List<CompletionStage<Connection>> dials = new ArrayList<>();
    for (int count = 0; count < 50; count++) {
      dials.add(dial(listener.address(), Optional.of(LISTENER)));
    }
    for (CompletionStage<Connection> dial : dials) {
      connections.add(get(dial));
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(accepted).hasSize(dials.size()));
  }
}
