package org.meshwork.documents.parsing;

import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/** Counts what takes memory as it comes, and ends the reading when there is too much of it. */
final class Count {
  private final String what;
  private final long most;
  private final ParseGuard guard;
  private long count;

  /**
   * @param what in the plural, as a caller would say it
   */
  Count(String what, long most, ParseGuard guard) {
    this.what = what;
    this.most = most;
    this.guard = guard;
  }

  void add(long more) {
    guard.check();
    count += more;
    if (count > most) {
      throw guard.met(
          Reason.TOO_LARGE,
          "It has more than %,d %s, too many for this server's memory. Split the document."
              .formatted(most, what));
    }
  }

  void reset() {
    count = 0;
  }
}
