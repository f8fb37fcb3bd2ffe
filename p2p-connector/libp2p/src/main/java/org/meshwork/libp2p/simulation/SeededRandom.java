package org.meshwork.libp2p.simulation;

import java.security.SecureRandom;
import java.util.Random;

/** The same sequence for the same seed: for keys that protect nothing. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random random;

  SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
