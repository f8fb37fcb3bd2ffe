package org.meshwork.bench.libp2p;

import java.util.concurrent.TimeUnit;

/** A peer in a process of its own, which ends by itself when it reads no more. */
final class PeerProcess {
  private static final long PATIENCE_SECONDS = 30;

  private PeerProcess() {}

  /** After what it reads has ended; ends it if it takes too long over that. */
  static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
