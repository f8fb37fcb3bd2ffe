package org.meshwork.libp2p.protocol.kad.value;

import java.util.Objects;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multicodec;
import org.meshwork.libp2p.multiformats.Varint;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.record.Purpose;
import org.meshwork.libp2p.record.SignedEnvelope;

/**
 * What an author says at one time, signed (libp2p/specs RFC 0002).
 *
 * @param sequence unsigned; a larger one replaces a smaller one
 */
public record SignedValue(PeerId author, long sequence, Bytes content) {
  private static final int SEQUENCE = 1;
  private static final int CONTENT = 2;

  public SignedValue {
    Objects.requireNonNull(author);
    Objects.requireNonNull(content);
  }

  /**
   * Signs for the key {@code /namespace/author}; a signature for one namespace is none for another.
   *
   * @return what to put
   * @throws InputRefused if the envelope would be too large
   */
  public static Bytes seal(PrivateKey author, String namespace, long sequence, Bytes content) {
    Bytes payload =
        new ProtobufWriter().varint(SEQUENCE, sequence).bytes(CONTENT, content).toBytes();
    return SignedEnvelope.seal(author, purpose(namespace), payload).encode();
  }

  /**
   * @throws InputRefused if the bytes are no such thing, or the signature is bad
   */
  public static SignedValue open(String namespace, Bytes value) {
    SignedEnvelope envelope = SignedEnvelope.open(value, purpose(namespace));
    long sequence = 0;
    Bytes content = Bytes.EMPTY;
    ProtobufReader reader = new ProtobufReader(envelope.payload());
    while (reader.next()) {
      switch (reader.field()) {
        case SEQUENCE -> sequence = reader.varint();
        case CONTENT -> content = reader.bytes();
        default -> reader.skip();
      }
    }
    return new SignedValue(PeerId.of(envelope.signer()), sequence, content);
  }

  /** Where the values of an author stand. */
  public static Bytes keyOf(String namespace, PeerId author) {
    return Validators.key(namespace, author.encode());
  }

  void requireAuthor(PeerId expected) {
    if (!author.equals(expected)) {
      throw new InputRefused(Reason.FORGED, "a value of " + expected + " signed by " + author);
    }
  }

  private static Purpose purpose(String namespace) {
    return new Purpose("libp2p-kad-value/" + namespace, Varint.encode(Multicodec.RAW.code()));
  }
}
