package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.CertificateForge;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsUnavailable;
import org.meshwork.libp2p.transport.Listener;

class QuicTransportTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final PrivateKey CLIENT_KEY = PrivateKey.decode(key("ed25519.private"));
  private static final PrivateKey SERVER_KEY = PrivateKey.decode(key("secp256k1.private"));
  private static final Multiaddr LOCAL = Multiaddr.parse("/ip4/127.0.0.1/udp/0/quic-v1");
  private static final Optional<PeerId> ANYBODY = Optional.empty();
  private static final AtomicInteger SEEDS = new AtomicInteger();
  private static EventLoopGroup group;

  private final QuicTransport client = transport(issue(CLIENT_KEY), PATIENCE);
  private final QuicTransport server = transport(issue(SERVER_KEY), PATIENCE);
  private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();

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

  private static HostCertificate issue(PrivateKey host) {
    return HostCertificate.issue(host, new FixedRandom(3));
  }

  private static QuicTransport transport(HostCertificate certificate, Duration timeout) {
    return new QuicTransport(
        certificate, CLOCK, group, new FixedRandom(SEEDS.incrementAndGet()), timeout);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static void assertFailed(Reason reason, CompletionStage<?> stage) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .withCauseInstanceOf(ConnectionFailed.class)
        .satisfies(
            failed ->
                assertThat(((ConnectionFailed) failed.getCause()).reason())
                    .as(failed.getMessage())
                    .isEqualTo(reason));
  }

  private Listener listen(QuicTransport transport) throws Exception {
    return listen(transport, LOCAL);
  }

  private Listener listen(QuicTransport transport, Multiaddr address) throws Exception {
    Listener listener = get(transport.listen(address, accepted::add));
    listeners.add(listener);
    return listener;
  }

  private Connection dial(Listener listener) throws Exception {
    Connection dialled = get(client.dial(listener.address(), ANYBODY));
    connections.add(dialled);
    return dialled;
  }

  private Connection nextAccepted() throws InterruptedException {
    Connection connection = accepted.poll(20, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    connections.add(connection);
    return connection;
  }

  /** A stream from the client, and the server's end of it. */
  private record Ends(Stream near, Stream far) {}

  private Ends open(Connection dialled, Connection answered) throws Exception {
    CompletableFuture<Stream> far = new CompletableFuture<>();
    answered.acceptStreams(far::complete);
    Stream near = get(dialled.openStream());
    get(near.write(text("!")));
    return new Ends(near, get(far));
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void provesBothSides(KeyType type) throws Exception {
    PrivateKey host = PrivateKey.decode(key(type.name().toLowerCase(Locale.ROOT) + ".private"));
    Listener listener = listen(transport(issue(host), PATIENCE));
    PeerId peer = PeerId.of(host.publicKey());
    Multiaddr full =
        listener.address().encapsulate(new Multiaddr(List.of(peer.toAddressComponent())));
    Connection dialled = get(client.dial(full, Optional.of(peer)));
    connections.add(dialled);
    Connection answered = nextAccepted();
    assertThat(dialled.remoteKey()).isEqualTo(host.publicKey());
    assertThat(dialled.remotePeer()).isEqualTo(peer);
    assertThat(answered.remoteKey()).isEqualTo(CLIENT_KEY.publicKey());
    assertThat(dialled.isInitiator()).isTrue();
    assertThat(answered.isInitiator()).isFalse();
    assertThat(dialled.remoteAddress()).isEqualTo(listener.address());
    assertThat(answered.localAddress()).isEqualTo(listener.address());
  }

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
  void closesEachWayOnItsOwn() throws Exception {
    Ends ends = open(dial(listen(server)), nextAccepted());
    Recording far = new Recording();
    ends.far().read(far);
    get(ends.near().closeWrite());
    get(far.end);
    assertThat(far.bytes).hasValue(1);
    assertThat(ends.far().closed().toCompletableFuture()).isNotDone();
    Recording near = new Recording();
    ends.near().read(near);
    get(ends.far().write(text("still")));
    get(ends.far().closeWrite());
    get(near.end);
    assertThat(near.bytes).hasValue(5);
    get(ends.near().closed());
    get(ends.far().closed());
    assertFailed(Reason.CLOSED, ends.far().write(text("late")));
    get(ends.far().closeWrite());
  }

  @Test
  void carriesMuchBothWaysAtOnce() throws Exception {
    Ends ends = open(dial(listen(server)), nextAccepted());
    Recording near = new Recording();
    Recording far = new Recording();
    ends.near().read(near);
    ends.far().read(far);
    CompletableFuture<Long> up = send(ends.near(), 64 << 20, new Random(1), new CRC32(), '!');
    CompletableFuture<Long> down = send(ends.far(), 64 << 20, new Random(2), new CRC32(), -1);
    assertThat(get(far.end)).isEqualTo(get(up));
    assertThat(get(near.end)).isEqualTo(get(down));
    assertThat(far.bytes).hasValue((64 << 20) + 1);
    assertThat(near.bytes).hasValue(64 << 20);
  }

  /** Sends as many bytes as there is room for, and the end; answers with their sum. */
  private static CompletableFuture<Long> send(
      Stream stream, int left, Random random, CRC32 sum, int first) {
    if (first >= 0) {
      sum.update(first);
    }
    CompletableFuture<Long> sent = new CompletableFuture<>();
    sendNext(stream, left, random, sum, sent);
    return sent;
  }

  private static void sendNext(
      Stream stream, int left, Random random, CRC32 sum, CompletableFuture<Long> sent) {
    if (left == 0) {
      stream.closeWrite().whenComplete((done, failed) -> sent.complete(sum.getValue()));
      return;
    }
    byte[] part = new byte[Math.min(left, 64 << 10)];
    random.nextBytes(part);
    sum.update(part);
    stream
        .write(Unpooled.wrappedBuffer(part))
        .whenCompleteAsync(
            (done, failed) -> {
              if (failed != null) {
                sent.completeExceptionally(failed);
              } else {
                sendNext(stream, left - part.length, random, sum, sent);
              }
            });
  }

  @Test
  void carriesAThousandStreams() throws Exception {
    Connection dialled = dial(listen(server));
    nextAccepted().acceptStreams(stream -> stream.read(new Echo(stream)));
    List<Recording> answers = new ArrayList<>();
    List<Stream> streams = new ArrayList<>();
    for (int index = 0; index < 1_000; index++) {
      Stream stream = get(dialled.openStream());
      Recording answer = new Recording();
      stream.read(answer);
      stream.write(text("stream " + index));
      answers.add(answer);
      streams.add(stream);
    }
    for (Stream stream : streams) {
      stream.closeWrite();
    }
    for (int index = 0; index < 1_000; index++) {
      CRC32 expected = new CRC32();
      expected.update(("stream " + index).getBytes(StandardCharsets.UTF_8));
      assertThat(get(answers.get(index).end)).isEqualTo(expected.getValue());
      get(streams.get(index).closed());
    }
  }

  private record Echo(Stream stream) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      stream.write(bytes);
    }

    @Override
    public void endOfInput() {
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {}
  }

  @Test
  void opensNoMoreStreamsThanThePeerAllows() throws Exception {
    Connection dialled = dial(listen(server));
    Connection answered = nextAccepted();
    List<Stream> waiting = new ArrayList<>();
    for (int index = 0; index < QuicBounds.MAX_STREAMS; index++) {
      Stream stream = get(dialled.openStream());
      stream.write(text("!"));
      waiting.add(stream);
    }
    assertFailed(Reason.TOO_MUCH, dialled.openStream());
    CompletableFuture<Void> all = new CompletableFuture<>();
    List<Stream> came = new ArrayList<>();
    answered.acceptStreams(
        stream -> {
          came.add(stream);
          if (came.size() == QuicBounds.MAX_STREAMS) {
            all.complete(null);
          }
        });
    get(all);
  }

  @Test
  void stopsThePeerWhileTheReaderIsPaused() throws Exception {
    Ends ends = open(dial(listen(server)), nextAccepted());
    Recording far = new Recording();
    ends.far().pauseReading();
    ends.far().read(far);
    int size = 12 << 20;
    CompletableFuture<Void> written =
        ends.near().write(Unpooled.wrappedBuffer(new byte[size])).toCompletableFuture();
    ends.near().closeWrite();
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> written.get(1, TimeUnit.SECONDS));
    assertThat(far.bytes).hasValue(0);
    assertFailed(Reason.TOO_MUCH, secondWrite(ends));
    ends.far().resumeReading();
    get(written);
    get(far.end);
    assertThat(far.bytes).hasValue(size + 1);
  }

  private static CompletionStage<Void> secondWrite(Ends ends) {
    return ends.near().write(Unpooled.wrappedBuffer(new byte[Stream.MAX_WAITING_BYTES]));
  }

  @Test
  void deliversNothingAfterAPauseWithinTheReader() throws Exception {
    Ends ends = open(dial(listen(server)), nextAccepted());
    CompletableFuture<Integer> first = new CompletableFuture<>();
    Recording rest = new Recording();
    ends.far()
        .read(
            new StreamReader() {
              @Override
              public void bytes(ByteBuf bytes) {
                ends.far().pauseReading();
                ends.far().read(rest);
                first.complete(bytes.readableBytes());
                bytes.release();
              }

              @Override
              public void endOfInput() {}

              @Override
              public void failed(ConnectionFailed failure) {}
            });
    assertThat(get(first)).isEqualTo(1);
    get(ends.near().write(text("more")));
    get(ends.near().closeWrite());
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> rest.end.get(300, TimeUnit.MILLISECONDS));
    assertThat(rest.bytes).hasValue(0);
    ends.far().resumeReading();
    get(rest.end);
    assertThat(rest.bytes).hasValue(4);
  }

  @Test
  void endsBothWaysByAReset() throws Exception {
    Ends ends = open(dial(listen(server)), nextAccepted());
    Recording near = new Recording();
    Recording far = new Recording();
    ends.near().read(near);
    ends.far().read(far);
    ends.near().reset();
    assertFailed(Reason.RESET, near.end);
    assertFailed(Reason.RESET, far.end);
    assertFailed(Reason.RESET, ends.near().closed());
    assertFailed(Reason.RESET, ends.far().closed());
    assertFailed(Reason.RESET, ends.near().write(text("late")));
    assertFailed(Reason.RESET, ends.far().write(text("late")));
  }

  @Test
  void resetsWhatAReaderOrAnAcceptorThrowsAt() throws Exception {
    Connection dialled = dial(listen(server));
    Connection answered = nextAccepted();
    answered.acceptStreams(
        stream -> {
          throw new IllegalStateException("an acceptor that fails");
        });
    Stream stream = get(dialled.openStream());
    Recording near = new Recording();
    stream.read(near);
    get(stream.write(text("!")));
    assertFailed(Reason.RESET, near.end);
  }

  @Test
  void endsStreamsWithTheirConnection() throws Exception {
    Connection dialled = dial(listen(server));
    Connection answered = nextAccepted();
    Ends ends = open(dialled, answered);
    Recording far = new Recording();
    Recording near = new Recording();
    ends.far().read(far);
    ends.near().read(near);
    get(dialled.close());
    assertFailed(Reason.CLOSED, near.end);
    assertFailed(Reason.CLOSED, far.end);
    assertThat(get(dialled.ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(get(answered.ended()).reason()).isEqualTo(Reason.CLOSED);
    assertFailed(Reason.CLOSED, dialled.openStream());
    assertFailed(Reason.CLOSED, answered.openStream());
  }

  @Test
  void closesGracefullyOnlyWhenAllIsDelivered() throws Exception {
    Connection dialled = dial(listen(server));
    Ends ends = open(dialled, nextAccepted());
    Recording far = new Recording();
    ends.far().read(far);
    ends.far().closeWrite();
    ends.near().read(new Recording());
    ends.near().write(Unpooled.wrappedBuffer(new byte[8 << 20]));
    ends.near().closeWrite();
    CompletionStage<Void> closed = dialled.closeGracefully();
    assertFailed(Reason.CLOSED, dialled.openStream());
    get(far.end);
    assertThat(far.bytes).hasValue((8 << 20) + 1);
    get(closed);
  }

  @Test
  void refusesAnotherPeerThanExpected() throws Exception {
    Listener listener = listen(server);
    assertFailed(
        Reason.IDENTITY_MISMATCH,
        client.dial(listener.address(), Optional.of(PeerId.of(CLIENT_KEY.publicKey()))));
    assertThat(accepted.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  static java.util.stream.Stream<HostCertificate> badCertificates() {
    return CertificateForge.bad(SERVER_KEY).stream();
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfListeners(HostCertificate bad) throws Exception {
    Listener listener = listen(transport(bad, PATIENCE));
    assertFailed(Reason.HANDSHAKE_REFUSED, client.dial(listener.address(), ANYBODY));
    assertThat(accepted.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  /** The dialler's handshake may end before the listener has judged it (tls.md, "Note"). */
  @ParameterizedTest
  @MethodSource("badCertificates")
  void refusesBadCertificatesOfDiallers(HostCertificate bad) throws Exception {
    Listener listener = listen(server);
    try {
      Duration brief = Duration.ofSeconds(1);
      Connection unjudged = get(transport(bad, brief).dial(listener.address(), ANYBODY));
      get(unjudged.ended());
    } catch (ExecutionException refused) {
      assertThat(refused).hasCauseInstanceOf(ConnectionFailed.class);
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void givesUpInTimeWhereNobodyAnswers() throws Exception {
    QuicTransport hasty = transport(issue(CLIENT_KEY), Duration.ofMillis(500));
    int port;
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertFailed(Reason.TIMED_OUT, hasty.dial(address(port), ANYBODY));
    }
    assertFailed(Reason.TIMED_OUT, hasty.dial(address(port), ANYBODY));
  }

  private static Multiaddr address(int port) {
    return QuicAddress.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void givesAnAttemptUpWhenItIsCancelled() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Connection> attempt =
          client.dial(address(silent.getLocalPort()), ANYBODY).toCompletableFuture();
      assertThat(attempt.cancel(false)).isTrue();
    }
    dial(listen(server));
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
    Recording far = new Recording();
    Ends ends = open(before, answered);
    ends.far().read(far);
    get(ends.near().closeWrite());
    get(far.end);
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

  @Test
  void connectsManyAtOnce() throws Exception {
    Listener listener = listen(server);
    List<CompletionStage<Connection>> dials = new ArrayList<>();
    for (int count = 0; count < 2 * QuicBounds.BUSY_HANDSHAKES; count++) {
      dials.add(client.dial(listener.address(), ANYBODY));
    }
    for (CompletionStage<Connection> dial : dials) {
      connections.add(get(dial));
      nextAccepted();
    }
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
  void freesThePortWhenNobodyUsesIt() throws Exception {
    Listener listener = listen(server);
    get(listener.close());
    assertThat(listen(server, listener.address()).address()).isEqualTo(listener.address());
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    Listener listener = listen(server);
    assertFailed(Reason.ADDRESS_UNAVAILABLE, client.listen(listener.address(), accepted::add));
  }

  @Test
  void saysWhatToDoWithoutTheNativeLibrary() {
    assertThatExceptionOfType(TlsUnavailable.class)
        .isThrownBy(
            () -> QuicTransport.requireAvailable(Optional.of(new UnsatisfiedLinkError("none"))))
        .withMessageContaining("netty-codec-native-quic")
        .withMessageContaining("/quic-v1");
  }
}
