package org.meshwork.libp2p.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

class ProtobufTest {
  /** Source: protobuf.dev, "Encoding", "A Simple Message" and "More Wire Types". */
  @Test
  void writesTheDocumentationsExamples() {
    assertThat(new ProtobufWriter().varint(1, 150).toBytes().toHex()).isEqualTo("089601");
    assertThat(new ProtobufWriter().bytes(2, Bytes.utf8("testing")).toBytes().toHex())
        .isEqualTo("120774657374696e67");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void roundTripsAll64Bits(long value) {
    ProtobufReader reader = new ProtobufReader(new ProtobufWriter().varint(3, value).toBytes());
    assertThat(reader.next()).isTrue();
    assertThat(reader.field()).isEqualTo(3);
    assertThat(reader.varint()).isEqualTo(value);
    assertThat(reader.next()).isFalse();
  }

  @Test
  void passesOverWhatItIsNotAskedFor() {
    // Fields 1 to 4 of the four wire types, then field 5.
    ProtobufReader reader =
        new ProtobufReader(Bytes.ofHex("0896011101020304050607081a01ff25010203042a0161"));
    for (int field = 1; field <= 4; field++) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.field()).isEqualTo(field);
      reader.skip();
    }
    assertThat(reader.next()).isTrue();
    assertThat(reader.bytes()).isEqualTo(Bytes.utf8("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "08, TRUNCATED",
    "0880, TRUNCATED",
    "1205616263, TRUNCATED",
    "12ffffffffffffffffff01, TRUNCATED",
    "0affffffff0f, TRUNCATED",
    "09010203, TRUNCATED",
    "0d0102, TRUNCATED",
    "00, MALFORMED",
    "808080801001, MALFORMED",
    "0b, MALFORMED",
    "0f, MALFORMED",
    "08ffffffffffffffffff02, TOO_LARGE",
    "0880808080808080808080808000, TOO_LARGE"
  })
  void refuses(String hex, Reason reason) {
    assertRefused(
        reason,
        () -> {
          ProtobufReader reader = new ProtobufReader(Bytes.ofHex(hex));
          while (reader.next()) {
            reader.skip();
          }
        });
  }

  @Test
  void writesNumbersOfEightBytes() {
    Bytes message =
        new ProtobufWriter().fixed64(1, 0x0102_0304_0506_0708L).fixed64(2, -2).toBytes();
    assertThat(message.toHex()).isEqualTo("090807060504030201" + "11feffffffffffffff");
    ProtobufReader reader = new ProtobufReader(message);
    reader.next();
    assertThat(reader.fixed64()).isEqualTo(0x0102_0304_0506_0708L);
    reader.next();
    assertThat(reader.fixed64()).isEqualTo(-2);
  }

  @Test
  void refusesFieldsOfAnotherType() {
    ProtobufReader integer = new ProtobufReader(Bytes.ofHex("0801"));
    integer.next();
    assertRefused(Reason.MALFORMED, integer::bytes);
    ProtobufReader text = new ProtobufReader(Bytes.ofHex("0a0161"));
    text.next();
    assertRefused(Reason.MALFORMED, text::varint);
    assertRefused(Reason.MALFORMED, text::fixed64);
    ProtobufReader cut = new ProtobufReader(Bytes.ofHex("0901020304050607"));
    cut.next();
    assertRefused(Reason.TRUNCATED, cut::fixed64);
  }
}
