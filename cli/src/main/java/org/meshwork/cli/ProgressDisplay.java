package org.meshwork.cli;

/**
 * Shows people on standard error how far something is: a bar on a terminal, else a line now and
 * then.
 */
interface ProgressDisplay extends AutoCloseable {
  void at(long done, long total, String note);

  @Override
  void close();

  static ProgressDisplay of(Surroundings surroundings, String what, Unit unit) {
    return surroundings.bars()
        ? new BarDisplay(what, unit, surroundings.columns(), System.err)
        : new LineDisplay(what, unit, surroundings.err());
  }

  /** What is counted: {@code size} of the things reported make one of the things shown. */
  record Unit(String name, long size) {
    static final Unit DOCUMENTS = new Unit(" documents", 1);

    static Unit ofBytes(long total) {
      return total < 10_000_000 ? new Unit(" kB", 1_000) : new Unit(" MB", 1_000_000);
    }

    String shown(long count) {
      return size == 1 ? Long.toString(count) : "%.1f".formatted((double) count / size);
    }
  }
}
