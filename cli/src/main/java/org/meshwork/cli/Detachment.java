package org.meshwork.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says how to re-attach to tasks that go on when this process does not: after Ctrl-C, after a
 * hang-up, after a failure on this side.
 */
final class Detachment implements AutoCloseable {
  private final PrintWriter err;
  private final List<String> tasks = new CopyOnWriteArrayList<>();
  private final AtomicBoolean settled = new AtomicBoolean();
  // The only way to hear of Ctrl-C takes a thread of one's own.
  private final Thread hook = new Thread(this::tell, "detachment");
  private volatile boolean handingOver;

  Detachment(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void add(String task) {
    tasks.add(task);
  }

  void handingOver(boolean now) {
    handingOver = now;
  }

  /** There is nothing left to re-attach to. */
  void settle() {
    settled.set(true);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook has the word.
      return;
    }
    tell();
  }

  private void tell() {
    if (settled.getAndSet(true)) {
      return;
    }
    if (handingOver) {
      err.println();
      err.println(
          "Not everything was handed over. Run the same command again: what the node has is not done twice.");
    }
    if (!tasks.isEmpty()) {
      err.println();
      err.println("Detached; the node goes on. To re-attach:");
      err.println("  meshctl tasks watch " + String.join(" ", tasks));
    }
    err.flush();
  }
}
