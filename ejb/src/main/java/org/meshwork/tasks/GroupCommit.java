package org.meshwork.tasks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes what several threads have to write in one transaction: while one of them writes, the
 * others line up, and the next takes along whatever has come by then. So the more callers there
 * are, the less each write costs, and a caller alone does not wait. (DeWitt et al., Implementation
 * Techniques for Main Memory Database Systems, 1984, section 5.2: group commit.)
 *
 * @param <T> what a caller has to write
 * @param <R> what it gets for that
 */
final class GroupCommit<T, R> {
  private final int limit;
  private final Function<List<T>, List<R>> write;
  private final Predicate<RuntimeException> byOneMember;

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Member> line = new ArrayDeque<>();
  private boolean writing;

  /**
   * @param limit how many are written together at most
   * @param write in one transaction; gives a result for each, in their order, or raises an
   *     exception and has written nothing
   * @param byOneMember whether an exception may be due to one member of a group, rather than to the
   *     database, which would fail for each of them again
   */
  GroupCommit(
      int limit, Function<List<T>, List<R>> write, Predicate<RuntimeException> byOneMember) {
    this.limit = limit;
    this.write = write;
    this.byOneMember = byOneMember;
  }

  /** One caller in the line; written to by the thread that writes its group. */
  private final class Member {
    private final T value;
    private final Condition called = lock.newCondition();
    private boolean done;
    private Supplier<R> outcome =
        () -> {
          throw new IllegalStateException("The write has ended without an outcome.");
        };

    Member(T value) {
      this.value = value;
    }

    void succeeded(R result) {
      outcome = () -> result;
    }

    void failed(RuntimeException e) {
      outcome =
          () -> {
            throw e;
          };
    }

    void end() {
      done = true;
      called.signal();
    }
  }

  /**
   * Returns when the value is written, or raises what {@code write} has raised.
   *
   * <p>When a group fails for what one of its members may have brought, it is written again one by
   * one, so that each gets its own result or exception.
   */
  R add(T value) {
    Member mine = new Member(value);
    lock.lock();
    try {
      line.add(mine);
      while (!mine.done) {
        if (writing) {
          mine.called.awaitUninterruptibly();
        } else {
          writeNext();
        }
      }
    } finally {
      lock.unlock();
    }
    return mine.outcome.get();
  }

  /** How many stand in the line. */
  int waiting() {
    lock.lock();
    try {
      return line.size();
    } finally {
      lock.unlock();
    }
  }

  /** The lock is held, but not while the write is under way. */
  private void writeNext() {
    List<Member> group = new ArrayList<>();
    while (!line.isEmpty() && group.size() < limit) {
      group.add(line.remove());
    }
    writing = true;
    lock.unlock();
    try {
      write(group);
    } finally {
      lock.lock();
      writing = false;
      group.forEach(Member::end);
      if (!line.isEmpty()) {
        line.element().called.signal();
      }
    }
  }

  private void write(List<Member> group) {
    try {
      List<R> results = write.apply(group.stream().map(it -> it.value).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).succeeded(results.get(i));
      }
    } catch (RuntimeException e) {
      if (group.size() > 1 && byOneMember.test(e)) {
        group.forEach(it -> write(List.of(it)));
      } else {
        group.forEach(it -> it.failed(e));
      }
    }
  }
}
