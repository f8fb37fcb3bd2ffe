package org.meshwork.tasks;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.meshwork.foundation.ServerState;
import org.meshwork.tasks.TaskClaims.Claimed;

/**
 * Runs queued tasks, at most {@code meshwork.tasks.concurrency} at once. Whoever has run one takes
 * the next from the database, the highest priority first; hints only wake slots that are free.
 */
@ApplicationScoped
class Executor {
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ExecutorService threads;

  private final TaskClaims claims;
  private final TaskRuns runs;
  private final Skills skills;
  private final ServerState server;
  private final SubmissionPressure pressure;
  private final Semaphore slots;
  private volatile boolean open;

  @Inject
  Executor(
      TaskClaims claims,
      TaskRuns runs,
      Skills skills,
      ServerState server,
      SubmissionPressure pressure,
      TaskSettings settings) {
    this(claims, runs, skills, server, pressure, settings.concurrency(), null);
  }

  Executor(
      TaskClaims claims,
      TaskRuns runs,
      Skills skills,
      ServerState server,
      SubmissionPressure pressure,
      int concurrency,
      ExecutorService threads) {
    this.threads = threads;
    this.claims = claims;
    this.runs = runs;
    this.skills = skills;
    this.server = server;
    this.pressure = pressure;
    this.slots = new Semaphore(concurrency);
  }

  /** For the container's proxy. */
  Executor() {
    this(null, null, null, null, null, 0, null);
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

  /** Not while the server is suspended: a job that it has just stopped would begin again. */
  private boolean isOpen() {
    return open && !server.isGoingDown();
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
      claimed = isOpen() ? claim.get() : Optional.empty();
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
      // The server is suspended, or going down.
      runs.end(claimed.run(), claimed.task().skill(), new TaskOutcome.Stopped(false));
      slots.release();
      throw e;
    }
  }

  private void run(Claimed claimed) {
    TaskRun run = claimed.run();
    runs.conduct(run, claimed.task().skill(), () -> skill(claimed).run(run, claimed.task().input()))
        .whenComplete((nothing, failure) -> goOn());
  }

  /** On another thread: the one that ended the run may be the job's own. */
  private void goOn() {
    try {
      threads.execute(this::next);
    } catch (RejectedExecutionException e) {
      // The server is suspended, or going down. After a resumption the reconciler wakes the slot.
      slots.release();
    }
  }

  private void next() {
    pressure.giveWay();
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
      return isOpen() ? claims.claimBest() : Optional.empty();
    } catch (RuntimeException e) {
      TaskLog.LOG.housekeepingFails(e.getMessage());
      return Optional.empty();
    }
  }

  private Skill skill(Claimed claimed) {
    return skills.require(claimed.task().skill());
  }
}
