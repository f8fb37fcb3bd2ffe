package org.meshwork.libp2p.protocol.identify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.OpenedRecords;

/**
 * What a peer says of itself, with the signature of its record checked, and else nobody's word yet
 * (libp2p/specs identify, "The Identify Message"; the record is RFC 0003's). What it doesn't say is
 * empty.
 *
 * @param addresses the ones that can be read here
 * @param observed where it sees this side
 */
record IdentifyMessage(
    Optional<PublicKey> key,
    List<Multiaddr> addresses,
    List<String> protocols,
    Optional<Multiaddr> observed,
    Optional<String> protocolVersion,
    Optional<String> agentVersion,
    Optional<CertifiedPeerRecord> certified) {
  /** Of all the parts of a message together. */
  static final int MAX_BYTES = 64 * 1024;

  static final int MAX_ADDRESSES = 128;
  static final int MAX_PROTOCOLS = 1_024;

  /** Of a protocol's id or a version. */
  static final int MAX_TEXT_BYTES = 1_023;

  static final int PUBLIC_KEY = 1;
  static final int LISTEN_ADDRESS = 2;
  static final int PROTOCOL = 3;
  static final int OBSERVED_ADDRESS = 4;
  static final int PROTOCOL_VERSION = 5;
  static final int AGENT_VERSION = 6;
  static final int SIGNED_PEER_RECORD = 8;

  IdentifyMessage {
    Objects.requireNonNull(key);
    addresses = List.copyOf(addresses);
    protocols = List.copyOf(protocols);
    Objects.requireNonNull(observed);
    Objects.requireNonNull(protocolVersion);
    Objects.requireNonNull(agentVersion);
    Objects.requireNonNull(certified);
  }

  /**
   * Reads a message. Addresses that can't be read here are left out.
   *
   * @throws InputRefused if it is none, has more than the bounds allow, or its record is forged
   */
  static IdentifyMessage decode(Bytes message) {
    return decode(message, new OpenedRecords(1));
  }

  /**
   * As above.
   *
   * @param records opens the certified one
   */
  static IdentifyMessage decode(Bytes message, OpenedRecords records) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "an identity of more than " + MAX_BYTES + " bytes");
    }
    IdentifyFields fields = new IdentifyFields();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case PUBLIC_KEY -> fields.key(reader.bytes());
        case LISTEN_ADDRESS -> fields.address(reader.bytes());
        case PROTOCOL -> fields.protocol(text(reader.bytes()));
        case OBSERVED_ADDRESS -> fields.observed(reader.bytes());
        case PROTOCOL_VERSION -> fields.protocolVersion(text(reader.bytes()));
        case AGENT_VERSION -> fields.agentVersion(text(reader.bytes()));
        case SIGNED_PEER_RECORD -> fields.certified(reader.bytes());
        default -> reader.skip();
      }
    }
    return fields.toMessage(records);
  }

  private static String text(Bytes bytes) {
    if (bytes.size() > MAX_TEXT_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a text of more than " + MAX_TEXT_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InputRefused(Reason.MALFORMED, "a text that is not UTF-8");
    }
  }

  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter();
    key.ifPresent(value -> writer.bytes(PUBLIC_KEY, value.encode()));
    addresses.forEach(value -> writer.bytes(LISTEN_ADDRESS, value.encode()));
    protocols.forEach(value -> writer.bytes(PROTOCOL, Bytes.utf8(value)));
    observed.ifPresent(value -> writer.bytes(OBSERVED_ADDRESS, value.encode()));
    protocolVersion.ifPresent(value -> writer.bytes(PROTOCOL_VERSION, Bytes.utf8(value)));
    agentVersion.ifPresent(value -> writer.bytes(AGENT_VERSION, Bytes.utf8(value)));
    certified.ifPresent(value -> writer.bytes(SIGNED_PEER_RECORD, value.envelope().encode()));
    return writer.toBytes();
  }

  IdentifyMessage withObserved(Multiaddr address) {
    return new IdentifyMessage(
        key, addresses, protocols, Optional.of(address), protocolVersion, agentVersion, certified);
  }
}
