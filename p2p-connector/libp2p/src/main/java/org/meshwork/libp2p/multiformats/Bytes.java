package org.meshwork.libp2p.multiformats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that nobody can change: a value, compared by content. Safe to share between threads. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final int SHOWN_BYTES = 64;

  private final byte[] array;

  /** 0 until it is asked for: names of peers are keys of many maps. */
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of the array. */
  public static Bytes of(byte... array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /** The array itself, which nobody else has. */
  static Bytes owned(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  /** The array itself, which nobody may change. */
  byte[] shared() {
    return array;
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param hex digits of either case, two a byte
   * @throws IllegalArgumentException if it is not that: for constants, not for input
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The unsigned value of one byte, 0 to 255. */
  public int at(int index) {
    return array[index] & 0xff;
  }

  /** The bytes from {@code from} to before {@code to}, copied. */
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  public Bytes concat(Bytes next) {
    byte[] joined = Arrays.copyOf(array, array.length + next.array.length);
    System.arraycopy(next.array, 0, joined, array.length, next.array.length);
    return new Bytes(joined);
  }

  /** A copy, the caller's own. */
  public byte[] toArray() {
    return array.clone();
  }

  public String toHex() {
    return HexFormat.of().formatHex(array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(array);
    }
    return hash;
  }

  @Override
  public String toString() {
    return size() <= SHOWN_BYTES
        ? toHex()
        : slice(0, SHOWN_BYTES).toHex() + "… (" + size() + " bytes)";
  }
}
