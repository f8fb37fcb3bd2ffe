package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.meshwork.libp2p.Polling.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.local.LocalIoHandler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.security.plaintext.Plaintext;
import org.meshwork.libp2p.transport.memory.MemoryNetwork;
import org.meshwork.libp2p.transport.memory.MemoryTransport;

/** The steps of an upgrade, which the contract test goes through as a whole. */
@ExtendWith(LeakWatch.class)
class UpgradeTest {
  private static final CountingEventLoopGroup GROUP =
      new CountingEventLoopGroup(LocalIoHandler.newFactory());
  private static final Multiaddr ANY = Multiaddr.parse("/memory/0");
  private static final PublicKey KEY =
      PrivateKey.generate(KeyType.ED25519, new SecureRandom()).publicKey();
  private static final Plaintext PLAINTEXT = new Plaintext(KEY);
  private static final UpgradeSettings SETTINGS = UpgradeSettings.DEFAULT;

  private final MemoryNetwork network = new MemoryNetwork();
  private final List<Connection> accepted = new ArrayList<>();

  @AfterAll
  static void stop() {
    GROUP.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Secures as another does, and says something else. */
  private record Disguised(
      String protocol, SecureChannel inner, PublicKey key, Optional<String> muxer)
      implements SecureChannel {
    @Override
    public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
      Handshake lenient = new Handshake(handshake.isInitiator(), Optional.empty(), List.of());
      return inner
          .secure(channel, lenient)
          .thenApply(peer -> new AuthenticatedPeer(key == null ? peer.key() : key, muxer));
    }
  }

  private MemoryTransport transport(UpgradeSettings settings, SecureChannel... securities) {
    return new MemoryTransport(
        GROUP,
        network,
        new Upgrader(
            Optional.empty(),
            List.of(securities),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            settings));
  }

  private Listener listen(UpgradeSettings settings, SecureChannel... securities) throws Exception {
    return get(transport(settings, securities).listen(ANY, accepted::add));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Reason failure(CompletionStage<?> stage) {
    Throwable thrown = catchThrowable(() -> get(stage));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return ((ConnectionFailed) thrown.getCause()).reason();
  }

  @Test
  void negotiatesMuxerAfterSecurityWithoutOne() throws Exception {
    Listener listener = listen(SETTINGS, PLAINTEXT);
    Connection connection =
        get(transport(SETTINGS, PLAINTEXT).dial(listener.address(), Optional.empty()));
    assertThat(connection.description()).isEqualTo("memory, /plaintext/2.0.0, /yamux/1.0.0");
    get(connection.close());
    get(listener.close());
  }

  @Test
  void agreesOnTheFirstThatBothKnow() throws Exception {
    Disguised other = new Disguised("/other", PLAINTEXT, null, Optional.empty());
    Listener listener = listen(SETTINGS, PLAINTEXT);
    Connection connection =
        get(transport(SETTINGS, other, PLAINTEXT).dial(listener.address(), Optional.empty()));
    assertThat(connection.description()).contains("/plaintext/2.0.0");
    get(connection.close());
    assertThat(failure(transport(SETTINGS, other).dial(listener.address(), Optional.empty())))
        .isEqualTo(Reason.NO_COMMON_PROTOCOL);
    get(listener.close());
  }

  @Test
  void negotiatesNoMuxerThatIsAgreedEarly() throws Exception {
    Disguised early = new Disguised("/early", PLAINTEXT, null, Optional.of("/yamux/1.0.0"));
    Listener listener = listen(SETTINGS, early);
    Connection connection =
        get(transport(SETTINGS, early).dial(listener.address(), Optional.empty()));
    assertThat(connection.description()).isEqualTo("memory, /early, /yamux/1.0.0");
    get(connection.close());
    Disguised unknown = new Disguised("/early", PLAINTEXT, null, Optional.of("/mplex/6.7.0"));
    assertThat(failure(transport(SETTINGS, unknown).dial(listener.address(), Optional.empty())))
        .isEqualTo(Reason.NO_COMMON_PROTOCOL);
    get(listener.close());
    await().until(() -> GROUP.openChannels() == 0);
  }

  /** A secure channel that does not check whom it was told to expect. */
  @Test
  void checksTheIdentityItself() throws Exception {
    Disguised careless = new Disguised("/careless", PLAINTEXT, null, Optional.empty());
    Listener listener = listen(SETTINGS, careless);
    PeerId somebodyElse =
        PeerId.of(PrivateKey.generate(KeyType.ED25519, new SecureRandom()).publicKey());
    assertThat(
            failure(
                transport(SETTINGS, careless).dial(listener.address(), Optional.of(somebodyElse))))
        .isEqualTo(Reason.IDENTITY_MISMATCH);
    get(listener.close());
    await().until(() -> GROUP.openChannels() == 0);
  }

  /** Never answers a handshake. */
  private record Silent(String protocol) implements SecureChannel {
    @Override
    public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
      return new CompletableFuture<>();
    }
  }

  @Test
  void boundsInboundUpgradesAndTime() throws Exception {
    Silent silent = new Silent("/silent");
    Listener listener = listen(new UpgradeSettings(Duration.ofSeconds(2), 3), silent);
    List<CompletionStage<Connection>> dials = new ArrayList<>();
    for (int count = 0; count < 5; count++) {
      dials.add(
          transport(SETTINGS.withTimeout(Duration.ofSeconds(15)), silent)
              .dial(listener.address(), Optional.empty()));
    }
    // Two are closed at once: three upgrades, and both ends of each, and the listener.
    await().until(() -> dials.stream().filter(UpgradeTest::isDone).count() == 2);
    await().until(() -> GROUP.openChannels() == 7);
    // And the others when their time is up.
    for (CompletionStage<Connection> dial : dials) {
      assertThat(failure(dial)).isEqualTo(Reason.CLOSED);
    }
    // After which there is room again.
    CompletionStage<Connection> next =
        transport(SETTINGS.withTimeout(Duration.ofSeconds(1)), silent)
            .dial(listener.address(), Optional.empty());
    assertThat(failure(next)).isEqualTo(Reason.TIMED_OUT);
    get(listener.close());
    await().until(() -> GROUP.openChannels() == 0);
    assertThat(accepted).isEmpty();
  }

  /** Says what it should, a byte now and then, so that it never falls silent. */
  private record Dripping(String protocol) implements SecureChannel {
    /** The length of a first message of Noise, of which the bytes that follow are a part. */
    private static final byte[] START = {0, 32};

    @Override
    public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
      channel.write(Unpooled.wrappedBuffer(START));
      Future<?> drip =
          channel
              .eventLoop()
              .scheduleAtFixedRate(
                  () -> channel.writeAndFlush(Unpooled.buffer(1).writeByte(1)),
                  100,
                  100,
                  TimeUnit.MILLISECONDS);
      channel.closeFuture().addListener(closed -> drip.cancel(false));
      return new CompletableFuture<>();
    }
  }

  @Test
  void boundsTheTimeOfAHandshakeThatDrips() throws Exception {
    Noise noise =
        new Noise(PrivateKey.generate(KeyType.ED25519, new SecureRandom()), new SecureRandom());
    Duration timeout = Duration.ofSeconds(1);
    Listener listener = listen(SETTINGS.withTimeout(timeout), noise);
    long start = System.nanoTime();
    CompletionStage<Connection> dial =
        transport(SETTINGS, new Dripping(noise.protocol()))
            .dial(listener.address(), Optional.empty());
    assertThat(failure(dial)).isEqualTo(Reason.CLOSED);
    // Not before: what it says is right as far as it goes.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(timeout);
    get(listener.close());
    await().until(() -> GROUP.openChannels() == 0);
    assertThat(accepted).isEmpty();
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  @Test
  void endsUpgradesWithTheListener() throws Exception {
    Silent silent = new Silent("/silent");
    Listener listener = listen(SETTINGS, silent);
    CompletionStage<Connection> dial =
        transport(SETTINGS, silent).dial(listener.address(), Optional.empty());
    await().until(() -> GROUP.openChannels() == 3);
    get(listener.close());
    assertThat(failure(dial)).isEqualTo(Reason.CLOSED);
    await().until(() -> GROUP.openChannels() == 0);
  }

  @Test
  void closesWhatItsAcceptorRefusesByThrowing() throws Exception {
    Listener listener =
        get(
            transport(SETTINGS, PLAINTEXT)
                .listen(
                    ANY,
                    connection -> {
                      throw new IllegalStateException("an acceptor with a mistake");
                    }));
    Connection connection =
        get(transport(SETTINGS, PLAINTEXT).dial(listener.address(), Optional.empty()));
    get(connection.ended());
    get(listener.close());
  }

  @Test
  void needsSettingsThatMakeSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new UpgradeSettings(Duration.ZERO, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpgradeSettings(Duration.ofSeconds(1), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> transport(SETTINGS));
  }
}
