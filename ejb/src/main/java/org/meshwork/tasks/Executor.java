package org.meshwork.tasks;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.meshwork.tasks.TaskClaims.Claimed;

/**
 * Runs queued tasks, at most {@code meshwork.tasks.concurrency} at once. Whoever has run one takes
 * the next from the database, the highest priority first; hints only wake slots that are free.
 */
@ApplicationScoped
class Executor {
  @Resource private ManagedExecutorService threads;

  private final TaskClaims claims;
  private final TaskRuns runs;
  private final Skills skills;
  private final Semaphore slots;
  private volatile boolean open;

  @Inject
  Executor(TaskClaims claims, TaskRuns runs, Skills skills, TaskSettings settings) {
    this(claims, runs, skills, settings.concurrency());
  }

  private Executor(TaskClaims claims, TaskRuns runs, Skills skills, int concurrency) {
    this.claims = claims;
    this.runs = runs;
    this.skills = skills;
    this.slots = new Semaphore(concurrency);
  }

  /** For the container's proxy. */
  Executor() {
    this(null, null, null, 0);
  }

  /** From now on tasks are run; what an earlier start of this node left has been taken back. */
  void open() {
    open = true;
    wake();
  }

  @PreDestroy
  void close() {
    open = false;
  }

  void hinted(TaskId task) {
    runIfFree(() -> claims.claim(task));
  }

  /** Runs what waits, in as many slots as are free. */
  void wake() {
    while (runIfFree(claims::claimBest)) {
      // The next slot.
    }
  }

  private boolean runIfFree(Supplier<Optional<Claimed>> claim) {
    if (!open || !slots.tryAcquire()) {
      return false;
    }
    Optional<Claimed> claimed = Optional.empty();
    try {
      claimed = claim.get();
      claimed.ifPresent(this::start);
      return claimed.isPresent();
    } finally {
      if (claimed.isEmpty()) {
        slots.release();
      }
    }
  }

  private void start(Claimed claimed) {
    runs.began(claimed.run());
    try {
      threads.execute(() -> run(claimed));
    } catch (RejectedExecutionException e) {
      runs.abandon(claimed.run());
      slots.release();
      throw e;
    }
  }

  private void run(Claimed claimed) {
    TaskRun run = claimed.run();
    runs.conduct(run, claimed.task().skill(), () -> skill(claimed).run(run, claimed.task().input()))
        .whenCompleteAsync((nothing, failure) -> next(), threads);
  }

  private void next() {
    Optional<Claimed> next = best();
    if (next.isPresent()) {
      runs.began(next.get().run());
      run(next.get());
      return;
    }
    slots.release();
    // A hint that came between the last look and the release was dropped.
    wake();
  }

  private Optional<Claimed> best() {
    try {
      return open ? claims.claimBest() : Optional.empty();
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
      return Optional.empty();
    }
  }

  private Skill skill(Claimed claimed) {
    return skills.require(claimed.task().skill());
  }
}
