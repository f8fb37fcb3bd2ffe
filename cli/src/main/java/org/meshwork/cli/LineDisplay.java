package org.meshwork.cli;

import java.io.PrintWriter;

/** A line at every tenth of the way, for logs and pipes. */
final class LineDisplay implements ProgressDisplay {
  private static final int STEPS = 10;

  private final String what;
  private final Unit unit;
  private final PrintWriter out;
  private long shown = -1;

  LineDisplay(String what, Unit unit, PrintWriter out) {
    this.what = what;
    this.unit = unit;
    this.out = out;
  }

  @Override
  public synchronized void at(long done, long total, String note) {
    long step = total > 0 ? done * STEPS / total : 0;
    if (step <= shown) {
      return;
    }
    shown = step;
    String remark = note.isEmpty() ? "" : " (" + note + ")";
    out.println(
        "%s: %s of %s%s%s"
            .formatted(what, unit.shown(done), unit.shown(total), unit.name(), remark));
    out.flush();
  }

  @Override
  public void close() {
    // Every line is already out.
  }
}
