package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;

/** Signs messages and checks signatures (libp2p/specs pubsub, "Message Signing"). */
public final class Signatures {
  static final Bytes PREFIX = Bytes.utf8("libp2p-pubsub:");
  static final int SEQUENCE_BYTES = 8;

  private Signatures() {}

  /**
   * A message in the name of the key's peer.
   *
   * @param sequence larger than those of the peer's messages before
   */
  public static PubSubMessage sign(PrivateKey key, long sequence, Topic topic, Bytes data) {
    PeerId author = PeerId.of(key.publicKey());
    PubSubMessage message =
        new PubSubMessage(
            Optional.of(author.encode()),
            Optional.of(data),
            Optional.of(bigEndian(sequence)),
            topic,
            Optional.empty(),
            author.publicKey().isPresent()
                ? Optional.empty()
                : Optional.of(key.publicKey().encode()),
            Bytes.EMPTY);
    return message.withSignature(Optional.of(key.sign(signed(message))));
  }

  private static Bytes bigEndian(long sequence) {
    byte[] bytes = new byte[SEQUENCE_BYTES];
    for (int index = 0; index < SEQUENCE_BYTES; index++) {
      bytes[index] = (byte) (sequence >>> (8 * (SEQUENCE_BYTES - 1 - index)));
    }
    return Bytes.of(bytes);
  }

  /** Without the key, too, which the specification doesn't say but every implementation does. */
  private static Bytes signed(PubSubMessage message) {
    return new ByteWriter().bytes(PREFIX).bytes(message.unsigned().encode()).toBytes();
  }

  /**
   * The policy {@code StrictSign}, for those who take messages.
   *
   * @return the author, whose word the message is
   * @throws InputRefused {@code FORGED} if it is not, {@code MALFORMED} if something is missing
   */
  public static PeerId requireSigned(PubSubMessage message) {
    PeerId author =
        message.author().orElseThrow(() -> new InputRefused(Reason.MALFORMED, "no author"));
    if (message.sequence().filter(found -> found.size() == SEQUENCE_BYTES).isEmpty()) {
      throw new InputRefused(Reason.MALFORMED, "no number of eight bytes");
    }
    Bytes signature =
        message.signature().orElseThrow(() -> new InputRefused(Reason.MALFORMED, "no signature"));
    if (!keyOf(author, message).verify(signed(message), signature)) {
      throw new InputRefused(Reason.FORGED, "a message that " + author + " has not signed");
    }
    return author;
  }

  private static PublicKey keyOf(PeerId author, PubSubMessage message) {
    Optional<PublicKey> stated = message.key().filter(key -> !key.isEmpty()).map(PublicKey::decode);
    PublicKey key =
        stated
            .or(author::publicKey)
            .orElseThrow(() -> new InputRefused(Reason.MALFORMED, "no key of " + author));
    if (!author.isOf(key)) {
      throw new InputRefused(Reason.FORGED, "a message of " + author + " with another's key");
    }
    return key;
  }

  /**
   * The policy {@code StrictNoSign}, for those who take messages.
   *
   * @throws InputRefused {@code MALFORMED} if there is an author, number, signature or key
   */
  public static void requireAnonymous(PubSubMessage message) {
    boolean isAnonymous =
        message.from().isEmpty()
            && message.sequence().isEmpty()
            && message.signature().isEmpty()
            && message.key().isEmpty();
    if (!isAnonymous) {
      throw new InputRefused(Reason.MALFORMED, "a message that names its author");
    }
  }
}
