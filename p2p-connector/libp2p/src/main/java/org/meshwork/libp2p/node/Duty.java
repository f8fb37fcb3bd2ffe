package org.meshwork.libp2p.node;

import org.meshwork.libp2p.protocol.autonat.Reachability;

/** Something that is done for others at times. On the host's executor. */
final class Duty {
  private final Serving when;
  private final Runnable begin;
  private final Runnable end;
  private boolean isDone;

  Duty(Serving when, Runnable begin, Runnable end) {
    this.when = when;
    this.begin = begin;
    this.end = end;
  }

  void follow(Reachability known) {
    become(when.isDue(known));
  }

  void stop() {
    become(false);
  }

  private void become(boolean isDue) {
    if (isDue != isDone) {
      isDone = isDue;
      (isDue ? begin : end).run();
    }
  }
}
