package org.meshwork.libp2p.security.noise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Who a side says it is, and the muxers that it has, the preferred first; none if it leaves their
 * choice for later (libp2p/specs noise, "The libp2p Handshake Payload").
 *
 * @param signature over the static Noise key, not checked
 */
record HandshakePayload(PublicKey identity, Bytes signature, List<String> muxers) {
  /** Of the encoded message: twice what keys, signatures and muxers can take. */
  static final int MAX_BYTES = 16_384;

  static final int MAX_MUXERS = 32;
  static final int MAX_MUXER_BYTES = 128;

  private static final Bytes SIGNED_PREFIX = Bytes.utf8("noise-libp2p-static-key:");
  private static final int IDENTITY_KEY = 1;
  private static final int IDENTITY_SIGNATURE = 2;
  private static final int EXTENSIONS = 4;
  private static final int STREAM_MUXERS = 2;

  HandshakePayload {
    muxers = List.copyOf(muxers);
  }

  /** Says that the identity's owner holds the Noise key. */
  static HandshakePayload sign(PrivateKey identity, Bytes noiseKey, List<String> muxers) {
    Bytes signature = identity.sign(SIGNED_PREFIX.concat(noiseKey));
    return new HandshakePayload(identity.publicKey(), signature, muxers);
  }

  /** Whether the identity's owner has said that it holds the Noise key. */
  boolean isSignedFor(Bytes noiseKey) {
    return identity.verify(SIGNED_PREFIX.concat(noiseKey), signature);
  }

  HandshakePayload withMuxers(List<String> named) {
    return new HandshakePayload(identity, signature, named);
  }

  Bytes encode() {
    ProtobufWriter message =
        new ProtobufWriter()
            .bytes(IDENTITY_KEY, identity.encode())
            .bytes(IDENTITY_SIGNATURE, signature);
    if (!muxers.isEmpty()) {
      ProtobufWriter extensions = new ProtobufWriter();
      muxers.forEach(muxer -> extensions.bytes(STREAM_MUXERS, Bytes.utf8(muxer)));
      message.bytes(EXTENSIONS, extensions.toBytes());
    }
    return message.toBytes();
  }

  /**
   * @throws InputRefused if a part is missing, malformed, there twice, or too large
   */
  static HandshakePayload decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a payload of more than " + MAX_BYTES + " bytes");
    }
    Optional<Bytes> identity = Optional.empty();
    Optional<Bytes> signature = Optional.empty();
    Optional<Bytes> extensions = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case IDENTITY_KEY -> identity = readOnce(identity, reader);
        case IDENTITY_SIGNATURE -> signature = readOnce(signature, reader);
        case EXTENSIONS -> extensions = readOnce(extensions, reader);
        default -> reader.skip();
      }
    }
    return new HandshakePayload(
        PublicKey.decode(identity.orElseThrow(() -> missing("key"))),
        signature.orElseThrow(() -> missing("signature")),
        extensions.map(HandshakePayload::readMuxers).orElse(List.of()));
  }

  private static Optional<Bytes> readOnce(Optional<Bytes> before, ProtobufReader reader) {
    if (before.isPresent()) {
      throw new InputRefused(
          Reason.MALFORMED, "a payload with field " + reader.field() + " more than once");
    }
    return Optional.of(reader.bytes());
  }

  private static InputRefused missing(String part) {
    return new InputRefused(Reason.TRUNCATED, "a payload without a " + part);
  }

  private static List<String> readMuxers(Bytes extensions) {
    List<String> muxers = new ArrayList<>();
    ProtobufReader reader = new ProtobufReader(extensions);
    while (reader.next()) {
      if (reader.field() == STREAM_MUXERS) {
        muxers.add(readMuxer(reader.bytes(), muxers.size()));
      } else {
        reader.skip();
      }
    }
    return muxers;
  }

  private static String readMuxer(Bytes name, int before) {
    if (before == MAX_MUXERS || name.size() > MAX_MUXER_BYTES) {
      throw new InputRefused(
          Reason.TOO_LARGE,
          "more than " + MAX_MUXERS + " muxers, or one of more than " + MAX_MUXER_BYTES + " bytes");
    }
    // Bytes that are no text become a name that nobody has.
    return new String(name.toArray(), StandardCharsets.UTF_8);
  }
}
