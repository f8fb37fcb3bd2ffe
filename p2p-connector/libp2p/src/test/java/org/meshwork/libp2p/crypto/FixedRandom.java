package org.meshwork.libp2p.crypto;

import java.security.SecureRandom;
import java.util.Random;

/** The same sequence for the same seed: for keys that protect nothing. */
public final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random random;

  public FixedRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
