package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** A base whose digits are whole bits (RFC 4648). */
final class BitEncoding implements BaseEncoding {
  static final int MAX_CHARACTERS = 8_192;

  private final Alphabet alphabet;
  private final int bits;
  private final int paddedTo;

  /**
   * @param bits of one digit
   * @param paddedTo the length, in characters, that {@code =} fills the text up to a multiple of; 1
   *     for no padding
   */
  BitEncoding(Alphabet alphabet, int bits, int paddedTo) {
    this.alphabet = alphabet;
    this.bits = bits;
    this.paddedTo = paddedTo;
  }

  @Override
  public String encode(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int holding = 0;
    for (int index = 0; index < bytes.size(); index++) {
      held = (held & 0xff) << 8 | bytes.at(index);
      for (holding += 8; holding >= bits; holding -= bits) {
        text.append(digit(held >>> (holding - bits)));
      }
    }
    if (holding > 0) {
      text.append(digit(held << (bits - holding)));
    }
    return text.append("=".repeat(padding(text.length()))).toString();
  }

  private char digit(int held) {
    return alphabet.digit(held & (alphabet.size() - 1));
  }

  private int padding(int digits) {
    return Math.floorMod(-digits, paddedTo);
  }

  @Override
  public Bytes decode(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new InputRefused(Reason.TOO_LARGE, "more than " + MAX_CHARACTERS + " characters");
    }
    String digits = withoutPadding(text);
    byte[] bytes = new byte[digits.length() * bits / 8];
    int held = 0;
    int holding = 0;
    int count = 0;
    for (int index = 0; index < digits.length(); index++) {
      held = (held & 0xff) << bits | alphabet.value(digits.charAt(index));
      holding += bits;
      if (holding >= 8) {
        holding -= 8;
        bytes[count++] = (byte) (held >>> holding);
      }
    }
    requireNothingLeft(held, holding);
    return Bytes.of(bytes);
  }

  private String withoutPadding(String text) {
    if (paddedTo == 1) {
      return text;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    if (text.length() - end != padding(end)) {
      throw new InputRefused(Reason.NOT_CANONICAL, "wrong padding of base " + alphabet.size());
    }
    return text.substring(0, end);
  }

  private void requireNothingLeft(int held, int holding) {
    if (holding >= bits) {
      throw new InputRefused(
          Reason.TRUNCATED, "no whole number of bytes in base " + alphabet.size());
    }
    if ((held & ((1 << holding) - 1)) != 0) {
      throw new InputRefused(
          Reason.NOT_CANONICAL, "bits after the last byte in base " + alphabet.size());
    }
  }
}
