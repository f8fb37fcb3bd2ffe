package org.meshwork.libp2p.protocol.autonat.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class MessagesTest {
  private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
  private static final List<Message> MESSAGES =
      List.of(
          DialRequest.of(
              List.of(ADDRESS, Multiaddr.parse("/ip6/2001:db8::1/udp/4001/quic-v1")),
              0xfedc_ba98_7654_3210L),
          new DialResponse(ResponseStatus.OK, 1, DialStatus.DIAL_BACK_ERROR),
          DialResponse.refusal(ResponseStatus.INTERNAL_ERROR),
          new DialDataRequest(3, 100_000),
          new DialDataResponse(Bytes.of(new byte[DialDataResponse.MAX_DATA_BYTES])));

  @Test
  void readsWhatItWrites() {
    for (Message message : MESSAGES) {
      assertThat(Message.decode(message.encode())).isEqualTo(message);
    }
    assertThat(DialBack.decode(new DialBack(-7).encode())).isEqualTo(new DialBack(-7));
    DialBack.requireOk(DialBack.RESPONSE);
    DialBack.requireOk(Bytes.EMPTY);
  }

  /** By hand, of the specification's messages. */
  @Test
  void writesTheFieldsOfTheSpecification() {
    assertThat(DialRequest.of(List.of(ADDRESS), 1).encode().toHex())
        .isEqualTo("0a13" + "0a0804c0000201060fa1" + "110100000000000000");
    assertThat(new DialResponse(ResponseStatus.OK, 2, DialStatus.DIAL_ERROR).encode().toHex())
        .isEqualTo("1207" + "08c801" + "1002" + "1864");
    assertThat(new DialDataRequest(1, 300).encode().toHex()).isEqualTo("1a05" + "0801" + "10ac02");
    assertThat(new DialDataResponse(Bytes.ofHex("0102")).encode().toHex())
        .isEqualTo("2204" + "0a020102");
    assertThat(new DialBack(0x0102).encode().toHex()).isEqualTo("090201000000000000");
  }

  @Test
  void keepsThePlacesOfAddressesThatCannotBeRead() {
    DialRequest request = new DialRequest(List.of(Bytes.ofHex("ffff03"), ADDRESS.encode()), 1);
    assertThat(request.address(0)).isEmpty();
    assertThat(request.address(1)).contains(ADDRESS);
  }

  @Test
  void refusesWhatIsAboveItsBounds() {
    DialRequest many =
        new DialRequest(Collections.nCopies(DialRequest.MAX_ADDRESSES + 1, ADDRESS.encode()), 1);
    Message large = new DialDataResponse(Bytes.of(new byte[4_097]));
    Bytes endless = new ProtobufWriter().varint(2, -1).toBytes();
    Bytes faraway = new ProtobufWriter().varint(1, 1L << 31).toBytes();
    for (Bytes bytes :
        List.of(
            Bytes.of(new byte[Message.MAX_BYTES + 1]),
            many.encode(),
            large.encode(),
            new ProtobufWriter().bytes(DialDataRequest.FIELD, endless).toBytes(),
            new ProtobufWriter().bytes(DialDataRequest.FIELD, faraway).toBytes())) {
      assertRefused(Reason.TOO_LARGE, () -> Message.decode(bytes));
    }
  }

  @Test
  void refusesWhatIsNotKnown() {
    Bytes status = new ProtobufWriter().varint(1, 102).toBytes();
    Bytes dial = new ProtobufWriter().varint(3, 1).toBytes();
    for (Bytes bytes :
        List.of(
            Bytes.EMPTY,
            new ProtobufWriter().varint(5, 1).toBytes(),
            new ProtobufWriter().bytes(DialResponse.FIELD, status).toBytes(),
            new ProtobufWriter().bytes(DialResponse.FIELD, dial).toBytes())) {
      assertRefused(Reason.UNKNOWN_CODE, () -> Message.decode(bytes));
    }
    assertRefused(
        Reason.UNKNOWN_CODE, () -> DialBack.requireOk(new ProtobufWriter().varint(1, 1).toBytes()));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(Message::decode, MESSAGES.stream().map(Message::encode).toList());
    DecoderFuzz.readsOrRefuses(DialBack::decode, List.of(new DialBack(77).encode()));
    DecoderFuzz.readsOrRefuses(DialBack::requireOk, List.of(DialBack.RESPONSE));
  }
}
