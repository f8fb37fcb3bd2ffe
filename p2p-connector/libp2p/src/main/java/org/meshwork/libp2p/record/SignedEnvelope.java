package org.meshwork.libp2p.record;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A payload with its signer's key and signature (libp2p/specs RFC 0002). There is none whose
 * signature was not good. Immutable; safe to share between threads.
 */
public final class SignedEnvelope {
  /** Of the encoded message. */
  public static final int MAX_BYTES = 16_384;

  private static final int PUBLIC_KEY = 1;
  private static final int PAYLOAD_TYPE = 2;
  private static final int PAYLOAD = 3;
  private static final int SIGNATURE = 5;

  private final PublicKey signer;
  private final Purpose purpose;
  private final Bytes payload;
  private final Bytes encoded;

  private SignedEnvelope(PublicKey signer, Purpose purpose, Bytes payload, Bytes encoded) {
    this.signer = signer;
    this.purpose = purpose;
    this.payload = payload;
    this.encoded = encoded;
  }

  /**
   * Signs a payload.
   *
   * @throws InputRefused if the envelope would have more than {@link #MAX_BYTES}
   */
  public static SignedEnvelope seal(PrivateKey key, Purpose purpose, Bytes payload) {
    Bytes encoded =
        new ProtobufWriter()
            .bytes(PUBLIC_KEY, key.publicKey().encode())
            .bytes(PAYLOAD_TYPE, purpose.payloadType())
            .bytes(PAYLOAD, payload)
            .bytes(SIGNATURE, key.sign(signed(purpose, payload)))
            .toBytes();
    requireSize(encoded);
    return new SignedEnvelope(key.publicKey(), purpose, payload, encoded);
  }

  /**
   * Reads and checks an envelope.
   *
   * @param purpose what the caller would believe it for
   * @throws InputRefused if the bytes are no envelope, are for something else, or the signature is
   *     not the signer's
   */
  public static SignedEnvelope open(Bytes encoded, Purpose purpose) {
    requireSize(encoded);
    Fields fields = Fields.read(encoded);
    if (!fields.payloadType.equals(purpose.payloadType())) {
      throw new InputRefused(
          Reason.MALFORMED,
          "an envelope of type "
              + fields.payloadType
              + " where one of "
              + purpose.payloadType()
              + " is wanted");
    }
    PublicKey signer =
        PublicKey.decode(
            fields.publicKey.orElseThrow(
                () -> new InputRefused(Reason.TRUNCATED, "an envelope without a key")));
    if (!signer.verify(signed(purpose, fields.payload), fields.signature)) {
      throw new InputRefused(
          Reason.FORGED, "an envelope whose signature is not its signer's for " + purpose.domain());
    }
    return new SignedEnvelope(signer, purpose, fields.payload, encoded);
  }

  /** The type that an envelope claims to hold, before anything is checked. */
  static Bytes peekPayloadType(Bytes encoded) {
    requireSize(encoded);
    return Fields.read(encoded).payloadType;
  }

  private static void requireSize(Bytes encoded) {
    if (encoded.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "an envelope of more than " + MAX_BYTES + " bytes");
    }
  }

  /** RFC 0002, "Signature Production / Verification". */
  private static Bytes signed(Purpose purpose, Bytes payload) {
    return new ByteWriter()
        .prefixed(Bytes.utf8(purpose.domain()))
        .prefixed(purpose.payloadType())
        .prefixed(payload)
        .toBytes();
  }

  public PublicKey signer() {
    return signer;
  }

  public Purpose purpose() {
    return purpose;
  }

  public Bytes payload() {
    return payload;
  }

  /** The message as it was read or made. */
  public Bytes encode() {
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedEnvelope envelope
        && purpose.equals(envelope.purpose)
        && encoded.equals(envelope.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(purpose, encoded);
  }

  @Override
  public String toString() {
    return "envelope for " + purpose.domain() + " signed by " + signer;
  }

  /** What the message says, unchecked. */
  private static final class Fields {
    private Optional<Bytes> publicKey = Optional.empty();
    private Bytes payloadType = Bytes.EMPTY;
    private Bytes payload = Bytes.EMPTY;
    private Bytes signature = Bytes.EMPTY;

    static Fields read(Bytes encoded) {
      Fields fields = new Fields();
      ProtobufReader reader = new ProtobufReader(encoded);
      while (reader.next()) {
        switch (reader.field()) {
          case PUBLIC_KEY -> fields.publicKey = Optional.of(reader.bytes());
          case PAYLOAD_TYPE -> fields.payloadType = reader.bytes();
          case PAYLOAD -> fields.payload = reader.bytes();
          case SIGNATURE -> fields.signature = reader.bytes();
          default -> reader.skip();
        }
      }
      return fields;
    }
  }
}
