package org.meshwork.libp2p.security.noise;

import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.aead.Aead;
import org.meshwork.libp2p.security.aead.AeadSource;
import org.meshwork.libp2p.security.noise.SymmetricState.SplitCiphers;

/**
 * The pattern XX (Noise sections 5.3 and 7.5): the initiator writes what the responder reads, then
 * the other way round, then once more. For one thread. After an {@link InputRefused} it is of no
 * more use.
 *
 * <pre>
 *   -&gt; e
 *   &lt;- e, ee, s, es
 *   -&gt; s, se
 * </pre>
 */
final class HandshakeState {
  private static final int SEALED_KEY_BYTES = X25519Key.BYTES + Aead.TAG_BYTES;
  private static final int MESSAGES = 3;

  private final boolean isInitiator;
  private final SymmetricState symmetric;
  private final X25519Key ownStatic;
  private final X25519Key ownEphemeral;
  private Bytes otherStatic = Bytes.EMPTY;
  private Bytes otherEphemeral = Bytes.EMPTY;
  private int messages;

  HandshakeState(
      boolean isInitiator, X25519Key ownStatic, X25519Key ownEphemeral, AeadSource aeads) {
    this(isInitiator, ownStatic, ownEphemeral, aeads, Bytes.EMPTY);
  }

  /**
   * @param prologue what both sides must know alike; nothing in libp2p
   */
  HandshakeState(
      boolean isInitiator,
      X25519Key ownStatic,
      X25519Key ownEphemeral,
      AeadSource aeads,
      Bytes prologue) {
    this.isInitiator = isInitiator;
    this.ownStatic = ownStatic;
    this.ownEphemeral = ownEphemeral;
    this.symmetric = new SymmetricState(aeads);
    symmetric.mixHash(prologue);
  }

  /** Whether this side is to write now. */
  boolean isToWrite() {
    return !isFinished() && isInitiator == (messages % 2 == 0);
  }

  boolean hasBegun() {
    return messages > 0;
  }

  boolean isFinished() {
    return messages == MESSAGES;
  }

  /** The next message, with a payload that is sealed in all but the first. */
  Bytes write(Bytes payload) {
    require(isToWrite());
    Bytes keys =
        switch (messages++) {
          case 0 -> writeEphemeral();
          case 1 -> {
            Bytes ephemeral = writeEphemeral();
            mixEphemeralEphemeral();
            Bytes sealed = symmetric.encryptAndHash(ownStatic.publicKey());
            mixEphemeralStatic();
            yield ephemeral.concat(sealed);
          }
          default -> {
            Bytes sealed = symmetric.encryptAndHash(ownStatic.publicKey());
            mixStaticEphemeral();
            yield sealed;
          }
        };
    return keys.concat(symmetric.encryptAndHash(payload));
  }

  /**
   * Reads the next message.
   *
   * @return its payload
   * @throws InputRefused if it is not that message
   */
  Bytes read(Bytes message) {
    require(!isFinished() && !isToWrite());
    ByteReader reader = new ByteReader(message);
    switch (messages++) {
      case 0 -> readEphemeral(reader);
      case 1 -> {
        readEphemeral(reader);
        mixEphemeralEphemeral();
        otherStatic = symmetric.decryptAndHash(reader.take(SEALED_KEY_BYTES));
        mixEphemeralStatic();
      }
      default -> {
        otherStatic = symmetric.decryptAndHash(reader.take(SEALED_KEY_BYTES));
        mixStaticEphemeral();
      }
    }
    return symmetric.decryptAndHash(reader.rest());
  }

  /** What the other side has proven to hold, once its static key was read. */
  Bytes otherStatic() {
    return otherStatic;
  }

  /** Of the whole handshake (Noise section 11.2). */
  Bytes hash() {
    return symmetric.hash();
  }

  SplitCiphers split() {
    require(isFinished());
    return symmetric.split();
  }

  private Bytes writeEphemeral() {
    symmetric.mixHash(ownEphemeral.publicKey());
    return ownEphemeral.publicKey();
  }

  private void readEphemeral(ByteReader reader) {
    otherEphemeral = reader.take(X25519Key.BYTES);
    symmetric.mixHash(otherEphemeral);
  }

  private void mixEphemeralEphemeral() {
    symmetric.mixKey(ownEphemeral.agree(otherEphemeral));
  }

  /** The initiator's ephemeral key with the responder's static one. */
  private void mixEphemeralStatic() {
    symmetric.mixKey(
        isInitiator ? ownEphemeral.agree(otherStatic) : ownStatic.agree(otherEphemeral));
  }

  /** The initiator's static key with the responder's ephemeral one. */
  private void mixStaticEphemeral() {
    symmetric.mixKey(
        isInitiator ? ownStatic.agree(otherEphemeral) : ownEphemeral.agree(otherStatic));
  }

  private static void require(boolean isItsTurn) {
    if (!isItsTurn) {
      throw new IllegalStateException("a handshake out of its order");
    }
  }
}
