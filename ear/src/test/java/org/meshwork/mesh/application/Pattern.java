package org.meshwork.mesh.application;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes that both sides can make: the index of each, modulo 251. */
public final class Pattern {
  private static final int PERIOD = 251;

  private Pattern() {}

  public static InputStream of(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % PERIOD);
    }
    return new ByteArrayInputStream(bytes);
  }
}
