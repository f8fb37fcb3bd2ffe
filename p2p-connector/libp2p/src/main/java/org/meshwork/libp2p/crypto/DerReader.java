package org.meshwork.libp2p.crypto;

import java.math.BigInteger;
import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * Reads the few shapes of ASN.1 that keys, signatures and certificates have, in the distinguished
 * encoding only (X.690 section 10). What it does not find it refuses, with {@code InputRefused};
 * allocates no more than the input holds. For one thread.
 */
public final class DerReader {
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int SEQUENCE = 0x30;
  private static final int MAX_LENGTH_OCTETS = 3;

  private final ByteReader in;

  public DerReader(Bytes der) {
    this.in = new ByteReader(der);
  }

  public boolean atEnd() {
    return in.atEnd();
  }

  public boolean nextIs(int tag) {
    return !in.atEnd() && in.peek() == tag;
  }

  public void requireEnd() {
    in.requireEnd("last element of an ASN.1 value");
  }

  /** The content of the next element. */
  public Bytes element(int tag) {
    int found = in.octet();
    if (found != tag) {
      throw malformed("tag 0x" + Integer.toHexString(found), "0x" + Integer.toHexString(tag));
    }
    return in.take(length());
  }

  private int length() {
    int first = in.octet();
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (octets == 0 || octets > MAX_LENGTH_OCTETS) {
      throw malformed("a length of " + octets + " octets", "1 to " + MAX_LENGTH_OCTETS);
    }
    int length = 0;
    for (int index = 0; index < octets; index++) {
      length = length << 8 | in.octet();
    }
    if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
      throw new InputRefused(Reason.NOT_CANONICAL, "a length in more octets than it needs");
    }
    return length;
  }

  public DerReader sequence() {
    return new DerReader(element(SEQUENCE));
  }

  /** A whole number that is not negative. */
  public BigInteger integer() {
    Bytes content = element(INTEGER);
    if (content.isEmpty() || content.at(0) >= 0x80) {
      throw malformed("a negative or empty integer", "a positive one");
    }
    if (content.size() > 1 && content.at(0) == 0 && content.at(1) < 0x80) {
      throw new InputRefused(Reason.NOT_CANONICAL, "an integer in more octets than it needs");
    }
    return new BigInteger(content.toArray());
  }

  public Bytes octetString() {
    return element(OCTET_STRING);
  }

  /** A string of bits that is one of whole bytes. */
  public Bytes bitString() {
    Bytes content = element(BIT_STRING);
    if (content.isEmpty() || content.at(0) != 0) {
      throw malformed("a bit string of broken bytes", "whole ones");
    }
    return content.slice(1, content.size());
  }

  static InputRefused malformed(String found, String expected) {
    return new InputRefused(
        Reason.MALFORMED, "an ASN.1 value has " + found + " where " + expected + " belongs");
  }
}
