package org.meshwork.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that redraws itself. */
final class BarDisplay implements ProgressDisplay {
  private final ProgressBar bar;

  BarDisplay(String what, Unit unit, int columns, PrintStream out) {
    // The width is given: the library would open the terminal to ask for it, and change its modes.
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setUnit(unit.name(), unit.size())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(out, columns - 1))
            .hideEta()
            .build();
  }

  @Override
  public void at(long done, long total, String note) {
    bar.maxHint(total > 0 ? total : -1);
    bar.stepTo(done);
    bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
  }

  @Override
  public void close() {
    bar.close();
  }
}
