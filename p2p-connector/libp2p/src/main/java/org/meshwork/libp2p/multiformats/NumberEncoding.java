package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A base that writes the bytes as one large number, and each leading zero byte as a zero digit
 * (multibase rfcs/Base36, draft-msporny-base58). Its effort grows with the square of the length,
 * which is why the bound is low.
 */
final class NumberEncoding implements BaseEncoding {
  static final int MAX_CHARACTERS = 512;

  private final Alphabet alphabet;

  NumberEncoding(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  @Override
  public String encode(Bytes bytes) {
    if (bytes.size() > MAX_CHARACTERS / 2) {
      throw new IllegalArgumentException("too many bytes for base " + alphabet.size());
    }
    int[] source = new int[bytes.size()];
    for (int index = 0; index < source.length; index++) {
      source[index] = bytes.at(index);
    }
    StringBuilder text = new StringBuilder();
    for (int digit : convert(source, 256, alphabet.size())) {
      text.append(alphabet.digit(digit));
    }
    return text.toString();
  }

  @Override
  public Bytes decode(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new InputRefused(Reason.TOO_LARGE, "more than " + MAX_CHARACTERS + " characters");
    }
    int[] source = new int[text.length()];
    for (int index = 0; index < source.length; index++) {
      source[index] = alphabet.value(text.charAt(index));
    }
    ByteWriter bytes = new ByteWriter();
    for (int octet : convert(source, alphabet.size(), 256)) {
      bytes.octet(octet);
    }
    return bytes.toBytes();
  }

  /** The same number in another base, most significant digit first, with as many leading zeros. */
  private static int[] convert(int[] source, int from, int to) {
    int zeros = 0;
    while (zeros < source.length && source[zeros] == 0) {
      zeros++;
    }
    int[] reversed = new int[source.length * 2];
    int length = 0;
    for (int index = zeros; index < source.length; index++) {
      int carry = source[index];
      for (int place = 0; place < length || carry > 0; place++) {
        carry += reversed[place] * from;
        reversed[place] = carry % to;
        carry /= to;
        length = Math.max(length, place + 1);
      }
    }
    int[] target = new int[zeros + length];
    for (int place = 0; place < length; place++) {
      target[zeros + place] = reversed[length - 1 - place];
    }
    return target;
  }
}
