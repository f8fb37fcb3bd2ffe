package org.meshwork.libp2p.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.security.noise.ChannelPair.DIALER;
import static org.meshwork.libp2p.security.noise.ChannelPair.LISTENER;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.aead.AeadSource;

class NoiseHandshakeTest {
  private static final PeerId LISTENER_ID = PeerId.of(LISTENER.publicKey());
  private final ChannelPair pair = new ChannelPair();

  @AfterEach
  void everythingIsReleased() {
    pair.close();
  }

  private static void assertFailed(CompletableFuture<?> handshake, Reason reason) {
    assertThat(handshake).isCompletedExceptionally();
    assertThatThrownBy(handshake::join)
        .cause()
        .isInstanceOfSatisfying(
            ConnectionFailed.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  private void assertRefusedBy(EmbeddedChannel channel, CompletableFuture<?> handshake) {
    assertFailed(handshake, Reason.HANDSHAKE_REFUSED);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void provesEachSideToTheOther() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.of(LISTENER_ID));
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    pair.carry();
    assertThat(dialed)
        .isCompletedWithValue(new AuthenticatedPeer(LISTENER.publicKey(), Optional.empty()));
    assertThat(accepted)
        .isCompletedWithValue(new AuthenticatedPeer(DIALER.publicKey(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "/yamux/1.0.0 /mplex/6.7.0, /mplex/6.7.0 /yamux/1.0.0, /yamux/1.0.0",
    "/mplex/6.7.0 /yamux/1.0.0, /yamux/1.0.0 /mplex/6.7.0, /mplex/6.7.0",
    "/other/1 /yamux/1.0.0,     /yamux/1.0.0,              /yamux/1.0.0",
    "/yamux/1.0.0,              '',                        ''",
    "'',                        /yamux/1.0.0,              ''",
  })
  void agreesOnTheFirstOfTheDialersMuxersThatBothHave(
      String ofDialer, String ofListener, String agreed) {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty(), names(ofDialer));
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen(names(ofListener));
    pair.carry();
    Optional<String> expected = Optional.of(agreed).filter(name -> !name.isEmpty());
    assertThat(dialed.join().muxer()).isEqualTo(expected);
    assertThat(accepted.join().muxer()).isEqualTo(expected);
  }

  private static String[] names(String list) {
    return list.isEmpty() ? new String[0] : list.split(" ");
  }

  @Test
  void failsWithoutAMuxerInCommon() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty(), "/yamux/1.0.0");
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen("/mplex/6.7.0");
    pair.carry();
    assertRefusedBy(pair.dialer, dialed);
    assertThat(accepted).isNotCompleted();
    pair.listener.close();
    assertRefusedBy(pair.listener, accepted);
  }

  @Test
  void tellsAnotherPeerThanTheExpectedOneNothing() {
    PeerId someoneElse = PeerId.of(DIALER.publicKey());
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.of(someoneElse));
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    pair.carry();
    assertFailed(dialed, Reason.IDENTITY_MISMATCH);
    assertThat(pair.dialer.isOpen()).isFalse();
    assertThat((Object) pair.dialer.readOutbound()).isNull();
    assertThat(accepted).isNotCompleted();
  }

  @Test
  void checksWhomAListenerExpects() {
    pair.dial(Optional.empty());
    CompletableFuture<AuthenticatedPeer> accepted =
        ChannelPair.noise(LISTENER)
            .secure(pair.listener, new Handshake(false, Optional.of(LISTENER_ID), List.of()))
            .toCompletableFuture();
    pair.carry();
    assertFailed(accepted, Reason.IDENTITY_MISMATCH);
    assertThat(pair.listener.isOpen()).isFalse();
  }

  /** The signature of the listener's identity, but for another Noise key than the one at hand. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesAForgedSignature(boolean dialerForges) {
    HandshakePayload stolen =
        HandshakePayload.sign(LISTENER, Bytes.of(new byte[X25519Key.BYTES]), List.of());
    FixedRandom random = new FixedRandom(9);
    Introductions forger =
        new Introductions(
            new Handshake(dialerForges, Optional.empty(), List.of()),
            new LocalIdentity(X25519Key.generate(random), stolen),
            X25519Key.generate(random),
            AeadSource.JDK);
    HandshakeHandler handler = new HandshakeHandler(forger, AeadSource.JDK);
    (dialerForges ? pair.dialer : pair.listener).pipeline().addLast(handler);
    EmbeddedChannel victim = dialerForges ? pair.listener : pair.dialer;
    CompletableFuture<AuthenticatedPeer> deceived =
        dialerForges ? pair.listen() : pair.dial(Optional.of(LISTENER_ID));
    pair.carry();
    assertRefusedBy(victim, deceived);
  }

  /** For a listener whose first message must have 32 bytes, and for a dialer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000",
        "001f",
        "0021",
        "ffff",
        "001f" + "00000000000000000000000000000000000000000000" + "000000000000000000",
        "0020" + "0000000000000000000000000000000000000000000000000000" + "000000000000",
        "2f6d756c746973747265616d2f312e302e300a"
      })
  void listenerRefusesWhatIsNoFirstMessage(String hex) {
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    pair.listener.writeInbound(pair.buffers.buffer().writeBytes(Bytes.ofHex(hex).toArray()));
    if (hex.equals("001f")) {
      assertThat(accepted).isNotCompleted();
      pair.listener.close();
    }
    assertRefusedBy(pair.listener, accepted);
    assertThat((Object) pair.listener.readOutbound()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "ffff", "4061", "000548656c6c6f"})
  void dialerRefusesWhatIsNoSecondMessage(String hex) {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    pair.dialer.writeInbound(pair.buffers.buffer().writeBytes(Bytes.ofHex(hex).toArray()));
    assertRefusedBy(pair.dialer, dialed);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 33, 34, 40, 82, 100, 150})
  void refusesAChangedSecondMessage(int at) {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    pair.listen();
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes);
    pair.carryChanged(
        pair.listener, pair.dialer, bytes -> bytes.setByte(at, bytes.getByte(at) ^ 1));
    assertRefusedBy(pair.dialer, dialed);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 49, 50, 100, 150})
  void refusesAChangedThirdMessage(int at) {
    pair.dial(Optional.empty());
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes);
    pair.carryChanged(pair.listener, pair.dialer, bytes -> bytes);
    pair.carryChanged(
        pair.dialer, pair.listener, bytes -> bytes.setByte(at, bytes.getByte(at) ^ 1));
    assertRefusedBy(pair.listener, accepted);
  }

  @Test
  void takesMessagesByteByByte() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    dripAll(pair.dialer, pair.listener);
    dripAll(pair.listener, pair.dialer);
    dripAll(pair.dialer, pair.listener);
    assertThat(dialed).isCompleted();
    assertThat(accepted).isCompleted();
  }

  private static void dripAll(EmbeddedChannel from, EmbeddedChannel to) {
    ByteBuf message = from.readOutbound();
    while (message.isReadable()) {
      to.writeInbound(message.readRetainedSlice(1));
    }
    message.release();
  }

  @Test
  void failsWhenTheConnectionEnds() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    CompletableFuture<AuthenticatedPeer> accepted = pair.listen();
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes.writerIndex(20));
    pair.dialer.close();
    pair.listener.close();
    assertRefusedBy(pair.dialer, dialed);
    assertRefusedBy(pair.listener, accepted);
  }

  @Test
  void failsOnAConnectionThatHasEnded() {
    pair.dialer.close();
    assertRefusedBy(pair.dialer, pair.dial(Optional.empty()));
  }

  @Test
  void failsWhenTheConnectionBreaks() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    IOException reset = new IOException("Connection reset");
    pair.dialer.pipeline().fireExceptionCaught(reset);
    assertRefusedBy(pair.dialer, dialed);
    assertThatThrownBy(dialed::join).rootCause().isSameAs(reset);
  }

  /** The dialer may send at once after its last message, and the muxer is added by a dependent. */
  @Test
  void passesOnWhatComesWithTheEndToHandlersAddedByDependents() {
    CompletableFuture<AuthenticatedPeer> dialed = pair.dial(Optional.empty());
    StringBuilder heard = new StringBuilder();
    pair.listen().thenAccept(peer -> pair.listener.pipeline().addLast(new Hearer(heard)));
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes);
    pair.carryChanged(pair.listener, pair.dialer, bytes -> bytes);
    assertThat(dialed).isCompleted();
    pair.dialer.writeOutbound(
        pair.buffers.buffer().writeBytes("hello".getBytes(StandardCharsets.UTF_8)));
    ByteBuf third = pair.dialer.readOutbound();
    ByteBuf hello = pair.dialer.readOutbound();
    ByteBuf together = pair.buffers.buffer().writeBytes(third).writeBytes(hello);
    third.release();
    hello.release();
    pair.listener.writeInbound(together);
    assertThat(heard).hasToString("hello");
  }

  @Test
  void dropsWhatComesWithTheEndIfADependentCloses() {
    pair.dial(Optional.empty());
    pair.listen().thenAccept(peer -> pair.listener.close());
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes);
    pair.carryChanged(pair.listener, pair.dialer, bytes -> bytes);
    pair.carryChanged(pair.dialer, pair.listener, bytes -> bytes.writeByte(0).writeByte(9));
    assertThat(pair.listener.isOpen()).isFalse();
  }

  private static final class Hearer extends ChannelInboundHandlerAdapter {
    private final StringBuilder heard;

    Hearer(StringBuilder heard) {
      this.heard = heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      heard.append(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
    }
  }
}
