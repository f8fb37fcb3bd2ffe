package org.meshwork.libp2p.security.noise;

import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.aead.Aead;
import org.meshwork.libp2p.security.aead.AeadSource;
import org.meshwork.libp2p.security.noise.SymmetricState.SplitCiphers;

/**
 * One side of the handshake as libp2p uses it: each side introduces itself in the payload of its
 * sealed message. Knows of no channel. For one thread. Refuses with {@link InputRefused}, or with
 * {@link ConnectionFailed} what is no fault of the bytes, and is of no more use then.
 */
final class Introductions {
  /** Two keys, one of them sealed, and a sealed payload. */
  private static final int MAX_MESSAGE_BYTES =
      2 * (X25519Key.BYTES + Aead.TAG_BYTES) + HandshakePayload.MAX_BYTES;

  private final Handshake wanted;
  private final LocalIdentity own;
  private final HandshakeState state;
  private Optional<AuthenticatedPeer> peer = Optional.empty();

  Introductions(Handshake wanted, LocalIdentity own, X25519Key ephemeral, AeadSource aeads) {
    this.wanted = wanted;
    this.own = own;
    this.state = new HandshakeState(wanted.isInitiator(), own.noiseKey(), ephemeral, aeads);
  }

  /** What opens the handshake; empty if that is for the other side to send. */
  Optional<Bytes> open() {
    return state.isToWrite() ? Optional.of(state.write(Bytes.EMPTY)) : Optional.empty();
  }

  /** What the next message may have at most. */
  int maxMessageBytes() {
    return isOpening() ? X25519Key.BYTES : MAX_MESSAGE_BYTES;
  }

  private boolean isOpening() {
    return !wanted.isInitiator() && !state.hasBegun();
  }

  /**
   * Takes the next message of the other side.
   *
   * @return what to send in answer; empty if nothing
   */
  Optional<Bytes> answer(Bytes message) {
    if (isOpening()) {
      // The specification has the first message empty but for its key: nothing in it is secret.
      state.read(message);
    } else {
      peer = Optional.of(meet(HandshakePayload.decode(state.read(message))));
    }
    return state.isToWrite() ? Optional.of(state.write(introduction())) : Optional.empty();
  }

  private Bytes introduction() {
    return own.introduction().withMuxers(wanted.muxers()).encode();
  }

  private AuthenticatedPeer meet(HandshakePayload other) {
    if (!other.isSignedFor(state.otherStatic())) {
      throw new InputRefused(
          Reason.FORGED, "a Noise key that was not signed by the identity shown with it");
    }
    PeerId id = PeerId.of(other.identity());
    wanted.expected().filter(expected -> !expected.equals(id)).ifPresent(expected -> refuse(id));
    return new AuthenticatedPeer(other.identity(), muxer(other.muxers()));
  }

  private void refuse(PeerId other) {
    throw new ConnectionFailed(
        ConnectionFailed.Reason.IDENTITY_MISMATCH,
        "peer " + other + " answered where " + wanted.expected().orElseThrow() + " should");
  }

  /** The first of the initiator's that the responder has (inlined-muxer-negotiation). */
  private Optional<String> muxer(List<String> others) {
    if (others.isEmpty() || wanted.muxers().isEmpty()) {
      return Optional.empty();
    }
    List<String> preferred = wanted.isInitiator() ? wanted.muxers() : others;
    List<String> possible = wanted.isInitiator() ? others : wanted.muxers();
    Optional<String> chosen = preferred.stream().filter(possible::contains).findFirst();
    if (chosen.isEmpty()) {
      throw new ConnectionFailed(
          ConnectionFailed.Reason.HANDSHAKE_REFUSED, "a peer without a muxer in common");
    }
    return chosen;
  }

  /** Who is at the other end, once the handshake is over; empty before. */
  Optional<AuthenticatedPeer> peer() {
    return state.isFinished() ? peer : Optional.empty();
  }

  /** Once the handshake is over. */
  CipherState sending() {
    SplitCiphers ciphers = state.split();
    return wanted.isInitiator() ? ciphers.ofInitiator() : ciphers.ofResponder();
  }

  /** Once the handshake is over. */
  CipherState receiving() {
    SplitCiphers ciphers = state.split();
    return wanted.isInitiator() ? ciphers.ofResponder() : ciphers.ofInitiator();
  }
}
