package org.meshwork.libp2p.multiformats;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** IPv4 in text: four decimal numbers. The JDK's own reader would look names up. */
final class Ip4Text {
  private static final int OCTETS = 4;

  private Ip4Text() {}

  static Bytes parse(String text) {
    String[] octets = text.split("\\.", OCTETS + 1);
    if (octets.length != OCTETS) {
      throw new InputRefused(
          Reason.MALFORMED, InputRefused.excerpt(text) + " is no IPv4 address such as 192.0.2.1");
    }
    ByteWriter bytes = new ByteWriter();
    for (String octet : octets) {
      bytes.octet(Decimal.parse(octet, 0xff, "part of an IPv4 address"));
    }
    return bytes.toBytes();
  }

  static String print(Bytes bytes) {
    return IntStream.range(0, OCTETS)
        .mapToObj(index -> Integer.toString(bytes.at(index)))
        .collect(Collectors.joining("."));
  }
}
