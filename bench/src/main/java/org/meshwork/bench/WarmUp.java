package org.meshwork.bench;

import java.util.concurrent.Callable;

/**
 * What a node did before it was measured: the same load again and again, until its JVM's compiler
 * had come to rest.
 *
 * @param rounds how often
 * @param compiling the compiler's threads in the last round, of a core
 */
record WarmUp(int rounds, double compiling) {
  private static final double AT_REST = 0.05;
  private static final int MAX_ROUNDS = 40;

  /**
   * @param round takes at least some seconds
   */
  static WarmUp of(Node node, Callable<?> round) throws Exception {
    double compiling = 1;
    int rounds = 0;
    while (rounds < MAX_ROUNDS && compiling > AT_REST) {
      long compiled = node.compilationMillis();
      long start = System.nanoTime();
      round.call();
      double took = (System.nanoTime() - start) / 1e6;
      compiling = (node.compilationMillis() - compiled) / took;
      rounds++;
      System.err.printf("warming up, round %d: compiler %.0f %%%n", rounds, 100 * compiling);
    }
    return new WarmUp(rounds, compiling);
  }

  @Override
  public String toString() {
    return "%d rounds, compiler at %.1f %% of a core".formatted(rounds, 100 * compiling);
  }
}
