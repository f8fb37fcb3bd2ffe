package org.meshwork.libp2p.protocol.autonat.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class DialMessagesTest {
  private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
  private static final Dial DIAL =
      new Dial(
          Optional.of(TestHosts.peer(1)),
          List.of(ADDRESS, Multiaddr.parse("/ip6/2001:db8::1/udp/4001/quic-v1")));

  @Test
  void readsWhatItWrites() {
    assertThat(Dial.decode(DIAL.encode())).isEqualTo(DIAL);
    Dial nothing = new Dial(Optional.empty(), List.of());
    assertThat(Dial.decode(nothing.encode())).isEqualTo(nothing);
    for (ResponseStatus status : ResponseStatus.values()) {
      DialResponse response = new DialResponse(status, "why", Optional.of(ADDRESS));
      assertThat(DialResponse.decode(response.encode())).isEqualTo(response);
    }
    DialResponse ok = DialResponse.of(ResponseStatus.OK, "");
    assertThat(DialResponse.decode(ok.encode())).isEqualTo(ok);
  }

  /** By hand, of the specification's message. */
  @Test
  void writesTheFieldsOfTheSpecification() {
    assertThat(DialResponse.of(ResponseStatus.DIAL_ERROR, "no").encode().toHex())
        .isEqualTo("08011a06086412026e6f");
    assertThat(new Dial(Optional.empty(), List.of(ADDRESS)).encode().toHex())
        .isEqualTo("0800120c0a0a120804c0000201060fa1");
  }

  @Test
  void leavesOutAddressesThatCannotBeRead() {
    Bytes info =
        new ProtobufWriter().bytes(2, Bytes.ofHex("ffff03")).bytes(2, ADDRESS.encode()).toBytes();
    Bytes message = Envelope.seal(0, new ProtobufWriter().bytes(1, info).toBytes());
    assertThat(Dial.decode(message).addresses()).containsExactly(ADDRESS);
  }

  @Test
  void refusesWhatIsAboveItsBounds() {
    assertRefused(Reason.TOO_LARGE, () -> Dial.decode(Bytes.of(new byte[Envelope.MAX_BYTES + 1])));
    Dial many = new Dial(Optional.empty(), Collections.nCopies(Dial.MAX_ADDRESSES + 1, ADDRESS));
    assertRefused(Reason.TOO_LARGE, () -> Dial.decode(many.encode()));
    DialResponse talkative = DialResponse.of(ResponseStatus.OK, "a".repeat(1_025));
    assertRefused(Reason.TOO_LARGE, () -> DialResponse.decode(talkative.encode()));
  }

  @Test
  void refusesOtherMessages() {
    assertRefused(Reason.MALFORMED, () -> Dial.decode(Bytes.EMPTY));
    assertRefused(
        Reason.MALFORMED, () -> Dial.decode(DialResponse.of(ResponseStatus.OK, "").encode()));
    assertRefused(Reason.MALFORMED, () -> DialResponse.decode(DIAL.encode()));
    Bytes status = new ProtobufWriter().varint(1, 102).toBytes();
    assertRefused(Reason.UNKNOWN_CODE, () -> DialResponse.decode(Envelope.seal(1, status)));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(Dial::decode, List.of(DIAL.encode()));
    DecoderFuzz.readsOrRefuses(
        DialResponse::decode,
        List.of(
            DialResponse.ok(ADDRESS).encode(),
            DialResponse.of(ResponseStatus.DIAL_REFUSED, "too many").encode()));
  }
}
