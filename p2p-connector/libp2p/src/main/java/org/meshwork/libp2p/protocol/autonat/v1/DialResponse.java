package org.meshwork.libp2p.protocol.autonat.v1;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Says what came of dialling.
 *
 * @param text for people; what is no UTF-8 in it has been replaced
 * @param address that was dialled with success
 */
record DialResponse(ResponseStatus status, String text, Optional<Multiaddr> address) {
  static final int MAX_TEXT_BYTES = 1_024;

  private static final int STATUS = 1;
  private static final int STATUS_TEXT = 2;
  private static final int ADDRESS = 3;

  DialResponse {
    Objects.requireNonNull(status);
    Objects.requireNonNull(text);
    Objects.requireNonNull(address);
  }

  static DialResponse ok(Multiaddr address) {
    return new DialResponse(ResponseStatus.OK, "", Optional.of(address));
  }

  static DialResponse of(ResponseStatus status, String text) {
    return new DialResponse(status, text, Optional.empty());
  }

  /**
   * @throws InputRefused if this is none, or has a status that is not known
   */
  static DialResponse decode(Bytes message) {
    ResponseStatus status = ResponseStatus.OK;
    String text = "";
    Optional<Multiaddr> address = Optional.empty();
    ProtobufReader reader = new ProtobufReader(Envelope.open(Envelope.DIAL_RESPONSE, message));
    while (reader.next()) {
      switch (reader.field()) {
        case STATUS -> status = ResponseStatus.of(reader.varint());
        case STATUS_TEXT -> text = text(reader.bytes());
        case ADDRESS -> address = Optional.of(Multiaddr.decode(reader.bytes()));
        default -> reader.skip();
      }
    }
    return new DialResponse(status, text, address);
  }

  private static String text(Bytes bytes) {
    if (bytes.size() > MAX_TEXT_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a text of more than " + MAX_TEXT_BYTES + " bytes");
    }
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  Bytes encode() {
    ProtobufWriter response = new ProtobufWriter().varint(STATUS, status.code());
    if (!text.isEmpty()) {
      response.bytes(STATUS_TEXT, Bytes.utf8(text));
    }
    address.ifPresent(dialled -> response.bytes(ADDRESS, dialled.encode()));
    return Envelope.seal(Envelope.DIAL_RESPONSE, response.toBytes());
  }
}
