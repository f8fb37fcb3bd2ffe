package org.meshwork.libp2p.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;
import org.meshwork.libp2p.transport.websocket.TestCertificate;

/**
 * js-libp2p and this stack do everything to each other that connections and streams can, every way
 * that both know.
 */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsInteropIT {
  private static final long PATIENCE_SECONDS = 60;
  private static final int SIZE = 64 << 20;
  private static final byte[] DIGEST = Exchanges.digestOfPattern(SIZE);
  private static final int STREAMS = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static TestCertificate certificate;
  private static JsPeer anybody;
  private static JsPeer insider;
  private static CountingEventLoopGroup eventLoops;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    JsPeers.install();
    certificate = TestCertificate.make();
    eventLoops = new CountingEventLoopGroup(NioIoHandler.newFactory());
    String chain = pem("CERTIFICATE", certificate.certificate().getEncoded());
    Path trusted = Files.writeString(folder.resolve("trusted.pem"), chain);
    List<String> securities = List.of("noise", "tls");
    anybody =
        new JsPeer(
            Map.of(
                "transport",
                List.of("tcp", "ws", "wss", "quic"),
                "security",
                securities,
                "certificate",
                Map.of("key", pem("PRIVATE KEY", certificate.key().getEncoded()), "cert", chain),
                "identified",
                true),
            Map.of("NODE_EXTRA_CA_CERTS", trusted.toString()));
    insider =
        new JsPeer(
            Map.of(
                "transport",
                List.of("tcp", "ws"),
                "security",
                securities,
                "privateNetwork",
                Way.NETWORK_KEY,
                "identified",
                true));
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  @AfterAll
  static void stop() throws Exception {
    anybody.close();
    insider.close();
    Polling.await().untilAsserted(() -> assertThat(eventLoops.openChannels()).isZero());
    eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  static java.util.stream.Stream<Way> ways() {
    return Way.all();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theyDialUs(Way way) throws Exception {
    JsPeer theirs = theirs(way);
    try (OurPeer ours = ours(way)) {
      Multiaddr address = Way.withId(get(ours.host().listen(way.anyPort())), ours.host().id());

      JsonNode dialled = theirs.ask("dial", Map.of("address", address.toString()));

      assertThat(dialled.get("peer").asText()).isEqualTo(ours.host().id().toString());
      assertUpgraded(way, dialled);
      Connection connection = next(ours.connected());
      assertThat(connection.remotePeer()).isEqualTo(theirs.id());
      assertKnown(ours, theirs);
      assertThat(theirs.ask("upload", Map.of("size", SIZE)).get("matches").asBoolean()).isTrue();
      assertThat(theirs.ask("download", Map.of("size", SIZE)).get("digest").asText())
          .isEqualTo(HexFormat.of().formatHex(DIGEST));
      assertThat(theirs.ask("echo", Map.of("streams", STREAMS)).get("echoed").asInt())
          .isEqualTo(STREAMS);
      theirs.ask("reset");
      assertThat(next(ours.stalled()).reason()).isEqualTo(Reason.RESET);
      theirs.ask("hangUp");
      assertThat(get(connection.ended()).reason()).isEqualTo(Reason.CLOSED);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void weDialThem(Way way) throws Exception {
    JsPeer theirs = theirs(way);
    try (OurPeer ours = ours(way)) {
      Connection connection = get(ours.host().dial(way.to(theirs)));

      assertThat(connection.remotePeer()).isEqualTo(theirs.id());
      assertUpgraded(way, theirs.awaitEvent("connected", ours.host().id()));
      assertKnown(ours, theirs);
      uploads(ours, connection);
      downloads(ours, connection);
      echoes(ours, connection);
      reset(ours, connection, theirs);
      // Over QUIC, js-libp2p takes a reset for an end (its readFromStream).
      assertThat(theirs.awaitEvent("stalled").get("error").isNull()).isEqualTo(way.isQuic());
      get(connection.close());
      theirs.awaitEvent("disconnected", ours.host().id());
    }
  }

  private static JsPeer theirs(Way way) {
    return way.isPrivate() ? insider : anybody;
  }

  private static OurPeer ours(Way way) {
    return new OurPeer(way, eventLoops, RANDOM, certificate.tls());
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  /** QUIC secures and muxes by itself. */
  private static void assertUpgraded(Way way, JsonNode theirs) {
    if (!way.isQuic()) {
      assertThat(theirs.get("security").asText()).isEqualTo(way.encryption());
      assertThat(theirs.get("muxer").asText()).isEqualTo("/yamux/1.0.0");
    }
  }

  /** Both have told the other who they are, and answer pings. */
  private static void assertKnown(OurPeer ours, JsPeer theirs) throws Exception {
    assertThat(next(ours.identified()).protocols()).contains(Identify.PROTOCOL, Exchanges.ECHO);
    JsonNode identified = theirs.awaitEvent("identified", ours.host().id());
    assertThat(identified.get("certified").asBoolean()).isTrue();
    assertThat(get(ours.ping().ping(theirs.id()))).isPositive();
    assertThat(theirs.ask("ping").get("millis").asInt()).isNotNegative();
  }

  private static Stream open(OurPeer ours, Connection connection, String protocol) {
    ProtocolStream opened = get(ours.host().openStream(connection, List.of(protocol)));
    return opened.stream();
  }

  private static Received read(Stream stream) {
    Received received = new Received();
    stream.read(received);
    return received;
  }

  private static void uploads(OurPeer ours, Connection connection) throws Exception {
    Stream stream = open(ours, connection, Exchanges.DIGEST);
    Received answer = read(stream);
    Exchanges.sendPattern(stream, SIZE);
    assertThat(answer.all().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(DIGEST);
  }

  private static void downloads(OurPeer ours, Connection connection) throws Exception {
    Stream stream = open(ours, connection, Exchanges.PATTERN);
    Exchanges.Digest digest = new Exchanges.Digest();
    stream.read(digest);
    stream.write(Unpooled.buffer(Long.BYTES).writeLong(SIZE));
    stream.closeWrite();
    assertThat(digest.result().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(DIGEST);
  }

  /** All are open at once; each is closed by us first, and read to its end afterwards. */
  private static void echoes(OurPeer ours, Connection connection) throws Exception {
    List<Stream> streams = new ArrayList<>();
    List<Received> answers = new ArrayList<>();
    for (int index = 0; index < STREAMS; index++) {
      Stream stream = open(ours, connection, Exchanges.ECHO);
      answers.add(read(stream));
      stream.write(Unpooled.copiedBuffer("stream " + index, UTF_8));
      streams.add(stream);
    }
    streams.forEach(Stream::closeWrite);
    for (int index = 0; index < STREAMS; index++) {
      assertThat(answers.get(index).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .asString(UTF_8)
          .isEqualTo("stream " + index);
      get(streams.get(index).closed());
    }
  }

  private static void reset(OurPeer ours, Connection connection, JsPeer theirs) {
    Stream stream = open(ours, connection, Exchanges.STALL);
    Received received = read(stream);
    theirs.awaitEvent("stalling");
    stream.reset();
    assertThat(received.all())
        .failsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ConnectionFailed.class);
  }
}
