package org.meshwork.libp2p.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsSecurity;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/** js-libp2p and this stack do everything that a stream can do to each other. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsInteropIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final int STREAMS = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final MultiThreadIoEventLoopGroup eventLoops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final PrivateKey key = PrivateKey.generate(KeyType.ED25519, RANDOM);
  private final OurPeer ours = new OurPeer();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "tls"})
  void theyDialUs(String security) throws Exception {
    BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    Listener listener =
        get(transport(security).listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"), accepted::add));
    opened.add(() -> get(listener.close()));
    JsPeer theirs = theirs(security);
    CompletableFuture<JsonNode> dialled =
        CompletableFuture.supplyAsync(
            () ->
                theirs.ask("dial", Map.of("address", withId(listener.address(), key).toString())));
    Connection connection = accepted.poll(30, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    ours.serve(connection);

    JsonNode answer = dialled.get(30, TimeUnit.SECONDS);

    assertThat(answer.get("peer").asText()).isEqualTo(PeerId.of(key.publicKey()).toString());
    assertThat(answer.get("muxer").asText()).isEqualTo(Yamux.PROTOCOL);
    assertThat(connection.remotePeer()).isEqualTo(theirs.id());
    assertThat(theirs.ask("ping").get("millis").asInt()).isNotNegative();
    assertThat(theirs.ask("upload", Map.of("size", 64 * MEBIBYTE)).get("matches").asBoolean())
        .isTrue();
    assertThat(theirs.ask("echo", Map.of("streams", STREAMS)).get("echoed").asInt())
        .isEqualTo(STREAMS);
    theirs.ask("reset");
    assertThat(ours.failures().poll(30, TimeUnit.SECONDS))
        .extracting(ConnectionFailed::reason)
        .isEqualTo(Reason.RESET);

    theirs.ask("hangUp");

    assertThat(get(connection.ended()).reason()).isEqualTo(Reason.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "tls"})
  void weDialThem(String security) throws Exception {
    JsPeer theirs = theirs(security);

    Connection connection =
        get(transport(security).dial(theirs.address(), Optional.of(theirs.id())));

    opened.add(() -> get(connection.close()));
    assertThat(connection.remotePeer()).isEqualTo(theirs.id());
    assertThat(theirs.awaitEvent("connected").get("peer").asText())
        .isEqualTo(PeerId.of(key.publicKey()).toString());
    echoes(connection);
    reset(connection);
    uploads(connection);
    downloads(connection);
    assertThat(get(connection.close())).isNull();
    theirs.awaitEvent("disconnected");
  }

  /** Each is closed by us first, and read to its end afterwards. */
  private static void echoes(Connection connection) {
    List<CompletableFuture<byte[]>> answers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      Stream stream = OurPeer.open(connection, OurPeer.ECHO);
      Received received = new Received();
      stream.read(received);
      stream.write(Unpooled.copiedBuffer("stream " + i, UTF_8));
      stream.closeWrite();
      answers.add(received.all());
    }
    for (int i = 0; i < STREAMS; i++) {
      assertThat(answers.get(i).orTimeout(30, TimeUnit.SECONDS).join())
          .asString(UTF_8)
          .isEqualTo("stream " + i);
    }
  }

  private static void reset(Connection connection) throws Exception {
    Stream stream = OurPeer.open(connection, OurPeer.STALL);
    Received received = new Received();
    stream.read(received);

    stream.reset();

    assertThat(received.all())
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ConnectionFailed.class);
  }

  private static void uploads(Connection connection) throws Exception {
    Stream stream = OurPeer.open(connection, OurPeer.DIGEST);
    Received received = new Received();
    stream.read(received);
    MessageDigest expected = OurPeer.sha256();
    byte[] chunk = new byte[MEBIBYTE];
    for (int i = 0; i < 64; i++) {
      RANDOM.nextBytes(chunk);
      expected.update(chunk);
      get(stream.write(Unpooled.copiedBuffer(chunk)));
    }
    stream.closeWrite();
    assertThat(received.all().get(60, TimeUnit.SECONDS)).isEqualTo(expected.digest());
  }

  private static void downloads(Connection connection) throws Exception {
    Stream stream = OurPeer.open(connection, OurPeer.PERF);
    Received received = new Received();
    stream.read(received);
    ByteBuf wanted = Unpooled.buffer(Long.BYTES).writeLong(64 * MEBIBYTE);
    stream.write(wanted);
    stream.closeWrite();
    assertThat(received.all().get(60, TimeUnit.SECONDS)).hasSize(64 * MEBIBYTE);
  }

  private JsPeer theirs(String security) {
    Map<String, Object> options = new HashMap<>();
    options.put("transport", "tcp");
    options.put("security", security);
    JsPeer peer = new JsPeer(options);
    opened.add(peer);
    return peer;
  }

  private Transport transport(String security) {
    return new TcpTransport(
        eventLoops,
        new Upgrader(
            List.of(secureChannel(security)),
            List.of(new Yamux(YamuxSettings.DEFAULT.withMaxStreams(2_000, 2_000))),
            UpgradeSettings.DEFAULT));
  }

  private SecureChannel secureChannel(String security) {
    return security.equals("noise")
        ? new Noise(key, RANDOM)
        : new TlsSecurity(HostCertificate.issue(key, RANDOM), Clock.systemUTC());
  }

  private static Multiaddr withId(Multiaddr address, PrivateKey key) {
    return address.encapsulate(
        new Multiaddr(List.of(PeerId.of(key.publicKey()).toAddressComponent())));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
