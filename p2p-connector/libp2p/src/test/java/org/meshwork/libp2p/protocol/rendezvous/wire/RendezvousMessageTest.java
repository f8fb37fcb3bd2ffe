package org.meshwork.libp2p.protocol.rendezvous.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class RendezvousMessageTest {
  private static final Bytes RECORD = Bytes.ofHex("0102");
  private static final Register REGISTER =
      new Register("my-app", Optional.of(RECORD), Optional.of(Duration.ofHours(2)));
  private static final List<RendezvousMessage> MESSAGES =
      List.of(
          REGISTER,
          new Register("my-app", Optional.empty(), Optional.empty()),
          RegisterResponse.ok(Duration.ofHours(72)),
          RegisterResponse.refusal(ResponseStatus.INVALID_TTL, "too long"),
          new Unregister("my-app"),
          new Discover(Optional.of("my-app"), 100, Bytes.ofHex("c0")),
          new Discover(Optional.empty(), 0, Bytes.EMPTY),
          new DiscoverResponse(
              List.of(REGISTER, REGISTER), Bytes.ofHex("c001"), ResponseStatus.OK, ""),
          DiscoverResponse.refusal(ResponseStatus.INVALID_COOKIE, "ask anew"));

  @Test
  void readsWhatItWrites() {
    MESSAGES.forEach(
        message -> assertThat(RendezvousMessage.decode(message.encode())).isEqualTo(message));
  }

  /** By hand from the specification's messages. */
  @Test
  void writesWhatTheSpecificationSays() {
    String register = "0a066d792d617070" + "12020102" + "18a038";
    assertThat(REGISTER.encode().toHex()).isEqualTo("0800" + "120f" + register);
    assertThat(RegisterResponse.ok(Duration.ofHours(2)).encode().toHex())
        .isEqualTo("0801" + "1a05" + "0800" + "18a038");
    assertThat(RegisterResponse.refusal(ResponseStatus.UNAVAILABLE, "no").encode().toHex())
        .isEqualTo("0801" + "1a07" + "089003" + "12026e6f");
    assertThat(new Unregister("a").encode().toHex()).isEqualTo("0802" + "2203" + "0a0161");
    assertThat(new Discover(Optional.of("a"), 5, Bytes.ofHex("c0")).encode().toHex())
        .isEqualTo("0803" + "2a08" + "0a0161" + "1005" + "1a01c0");
    assertThat(
            new DiscoverResponse(
                    List.of(REGISTER), Bytes.ofHex("c0"), ResponseStatus.INVALID_COOKIE, "x")
                .encode()
                .toHex())
        .isEqualTo("0804" + "3219" + "0a0f" + register + "1201c0" + "1867" + "220178");
  }

  @Test
  void readsWhatAnotherImplementationWrites() {
    Properties theirs = Vectors.load("protocol/rendezvous/js-messages.properties");
    Map<String, RendezvousMessage> expected =
        Map.of(
            "register", MESSAGES.get(0),
            "registerResponse", MESSAGES.get(2),
            "refusal", MESSAGES.get(3),
            "unregister", MESSAGES.get(4),
            "discover", MESSAGES.get(5),
            "discoverAll", MESSAGES.get(6),
            "discoverResponse", MESSAGES.get(7),
            "discoverRefusal", MESSAGES.get(8));
    assertThat(theirs.stringPropertyNames()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, message) ->
            assertThat(RendezvousMessage.decode(Bytes.ofHex(theirs.getProperty(name))))
                .as(name)
                .isEqualTo(message));
  }

  @Test
  void takesMissingFieldsAndUnknownOnes() {
    Bytes empty = new ProtobufWriter().bytes(2, Bytes.EMPTY).bytes(9, RECORD).toBytes();
    assertThat(RendezvousMessage.decode(empty))
        .isEqualTo(new Register("", Optional.empty(), Optional.empty()));
    assertThat(RendezvousMessage.decode(Bytes.ofHex("08031a0022002a00")))
        .isEqualTo(new Discover(Optional.empty(), 0, Bytes.EMPTY));
    Bytes status = new ProtobufWriter().varint(1, 999).toBytes();
    Bytes response = new ProtobufWriter().varint(1, 1).bytes(3, status).toBytes();
    assertThat(((RegisterResponse) RendezvousMessage.decode(response)).status())
        .isEqualTo(ResponseStatus.UNKNOWN);
  }

  @Test
  void boundsNumbersAndTexts() {
    Bytes register = new ProtobufWriter().varint(3, -1).toBytes();
    Bytes message = new ProtobufWriter().bytes(2, register).toBytes();
    assertThat(((Register) RendezvousMessage.decode(message)).timeToLive())
        .hasValue(Duration.ofSeconds(Integer.MAX_VALUE));
    Bytes discover = new ProtobufWriter().varint(2, -1).toBytes();
    Bytes question = new ProtobufWriter().varint(1, 3).bytes(5, discover).toBytes();
    assertThat(((Discover) RendezvousMessage.decode(question)).limit())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(RegisterResponse.refusal(ResponseStatus.UNAVAILABLE, "x".repeat(1_000)).text())
        .hasSize(256);
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertRefused(Reason.TRUNCATED, () -> RendezvousMessage.decode(Bytes.EMPTY));
    assertRefused(Reason.TRUNCATED, () -> RendezvousMessage.decode(Bytes.ofHex("08031200")));
    assertRefused(Reason.UNKNOWN_CODE, () -> RendezvousMessage.decode(Bytes.ofHex("0805")));
    assertRefused(
        Reason.TOO_LARGE,
        () -> RendezvousMessage.decode(Bytes.of(new byte[RendezvousMessage.MAX_BYTES + 1])));
    ProtobufWriter many = new ProtobufWriter();
    Collections.nCopies(DiscoverResponse.MAX_REGISTRATIONS + 1, Bytes.EMPTY)
        .forEach(registration -> many.bytes(1, registration));
    Bytes tooMany = new ProtobufWriter().varint(1, 4).bytes(6, many.toBytes()).toBytes();
    assertRefused(Reason.TOO_LARGE, () -> RendezvousMessage.decode(tooMany));
    Bytes cookie = new ProtobufWriter().bytes(2, Bytes.of(new byte[65])).toBytes();
    Bytes longCookie = new ProtobufWriter().varint(1, 4).bytes(6, cookie).toBytes();
    assertRefused(Reason.TOO_LARGE, () -> RendezvousMessage.decode(longCookie));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(
        RendezvousMessage::decode, MESSAGES.stream().map(RendezvousMessage::encode).toList());
  }
}
