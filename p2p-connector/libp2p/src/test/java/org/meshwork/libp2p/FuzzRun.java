package org.meshwork.libp2p;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long one decoder is tried: 4,000 inputs, the same ones each time. {@code
 * -Dlibp2p.fuzz.inputs=10000000} tries as many, {@code -Dlibp2p.fuzz.seconds=60} goes on for so
 * long, {@code -Dlibp2p.fuzz.seed} begins others. For one thread.
 */
public final class FuzzRun {
  private static final int DEFAULT_INPUTS = 4_000;
  private static final int INPUTS = Integer.getInteger("libp2p.fuzz.inputs", DEFAULT_INPUTS);
  private static final int SECONDS = Integer.getInteger("libp2p.fuzz.seconds", 0);
  private static final long SEED = Long.getLong("libp2p.fuzz.seed", 20_260_101L);

  private final Random random = new Random(SEED);
  private final int inputs;
  private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
  private int count;

  private FuzzRun(int inputs) {
    this.inputs = inputs;
  }

  public static FuzzRun begin() {
    return new FuzzRun(INPUTS);
  }

  /**
   * For what costs much: a part of the inputs, unless a number is asked for.
   *
   * @param share 10 for a tenth
   */
  public static FuzzRun begin(int share) {
    return new FuzzRun(INPUTS == DEFAULT_INPUTS ? INPUTS / share : INPUTS);
  }

  /** Whether to try another input. */
  public boolean next() {
    if (count >= inputs && end - System.nanoTime() <= 0) {
      return false;
    }
    count++;
    return true;
  }

  /** Where this run's inputs come from. */
  public Random random() {
    return random;
  }

  /** How many inputs were begun. */
  public int count() {
    return count;
  }
}
