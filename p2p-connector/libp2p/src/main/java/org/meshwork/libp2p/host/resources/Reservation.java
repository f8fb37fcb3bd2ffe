package org.meshwork.libp2p.host.resources;

import java.util.concurrent.atomic.AtomicReference;

/** Something that is in use until it is given back. From any thread. */
public final class Reservation implements AutoCloseable {
  private final AtomicReference<Runnable> giveBack;

  Reservation(Runnable giveBack) {
    this.giveBack = new AtomicReference<>(giveBack);
  }

  /** Gives it back, once; does nothing after that. */
  @Override
  public void close() {
    giveBack.getAndSet(Reservation::nothing).run();
  }

  private static void nothing() {
    // It has been given back.
  }
}
