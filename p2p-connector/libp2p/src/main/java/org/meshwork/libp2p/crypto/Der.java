package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;

/** Writes what {@link DerReader} reads. */
public final class Der {
  private Der() {}

  /**
   * @param content of less than 16 MiB
   */
  public static Bytes element(int tag, Bytes content) {
    ByteWriter out = new ByteWriter().octet(tag);
    int size = content.size();
    if (size >= 0x80) {
      int octets = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
      out.octet(0x80 | octets);
      for (int index = octets - 1; index > 0; index--) {
        out.octet(size >>> (8 * index));
      }
    }
    return out.octet(size).bytes(content).toBytes();
  }

  public static Bytes sequence(Bytes... elements) {
    ByteWriter content = new ByteWriter();
    for (Bytes element : elements) {
      content.bytes(element);
    }
    return element(DerReader.SEQUENCE, content.toBytes());
  }

  public static Bytes integer(BigInteger value) {
    return element(DerReader.INTEGER, Bytes.of(value.toByteArray()));
  }

  public static Bytes octetString(Bytes content) {
    return element(DerReader.OCTET_STRING, content);
  }

  /** A string of whole bytes. */
  public static Bytes bitString(Bytes content) {
    return element(DerReader.BIT_STRING, Bytes.of((byte) 0).concat(content));
  }
}
