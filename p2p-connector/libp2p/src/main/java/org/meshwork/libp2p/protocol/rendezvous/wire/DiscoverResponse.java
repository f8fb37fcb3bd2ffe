package org.meshwork.libp2p.protocol.rendezvous.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Registrations that were found: the message {@code DiscoverResponse}.
 *
 * @param cookie to go on after them; empty if there is none
 * @param text for people; empty if there is none
 */
public record DiscoverResponse(
    List<Register> registrations, Bytes cookie, ResponseStatus status, String text)
    implements RendezvousMessage {
  public static final int MAX_REGISTRATIONS = 1_024;
  public static final int MAX_COOKIE_BYTES = 64;

  private static final int REGISTRATIONS = 1;
  private static final int COOKIE = 2;
  private static final int STATUS = 3;
  private static final int STATUS_TEXT = 4;

  /**
   * @throws InputRefused if there are too many registrations, or the cookie is too large
   */
  public DiscoverResponse {
    registrations = List.copyOf(registrations);
    Objects.requireNonNull(status);
    text = Fields.cut(text);
    requireCount(registrations.size());
    if (cookie.size() > MAX_COOKIE_BYTES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a cookie of more than " + MAX_COOKIE_BYTES + " bytes");
    }
  }

  private static void requireCount(int count) {
    if (count > MAX_REGISTRATIONS) {
      throw new InputRefused(
          Reason.TOO_LARGE, "an answer of more than " + MAX_REGISTRATIONS + " registrations");
    }
  }

  public static DiscoverResponse refusal(ResponseStatus status, String text) {
    return new DiscoverResponse(List.of(), Bytes.EMPTY, status, text);
  }

  static DiscoverResponse read(Bytes message) {
    List<Register> registrations = new ArrayList<>();
    Bytes cookie = Bytes.EMPTY;
    ResponseStatus status = ResponseStatus.OK;
    String text = "";
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case REGISTRATIONS -> {
          requireCount(registrations.size() + 1);
          registrations.add(Register.read(reader.bytes()));
        }
        case COOKIE -> cookie = reader.bytes();
        case STATUS -> status = ResponseStatus.of(reader.varint());
        case STATUS_TEXT -> text = Fields.text(reader.bytes());
        default -> reader.skip();
      }
    }
    return new DiscoverResponse(registrations, cookie, status, text);
  }

  @Override
  public Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter();
    registrations.forEach(registration -> writer.bytes(REGISTRATIONS, registration.write()));
    if (!cookie.isEmpty()) {
      writer.bytes(COOKIE, cookie);
    }
    writer.varint(STATUS, status.code());
    if (!text.isEmpty()) {
      writer.bytes(STATUS_TEXT, Bytes.utf8(text));
    }
    return Fields.message(MessageType.DISCOVER_RESPONSE, writer.toBytes());
  }
}
