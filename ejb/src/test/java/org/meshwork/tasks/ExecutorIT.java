package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.ServerState;

class ExecutorIT {
  private final TaskTable table = new TaskTable();
  private final RecordingSkill skill = new RecordingSkill();
  private final RunningHere runningHere = new RunningHere();
  private final Threads threads = new Threads();
  private boolean suspended;
  private int gaveWay;

  private final Executor executor =
      new Executor(
          table.claims(TaskTable.HERE),
          new TaskRuns(
              table.claims(TaskTable.HERE),
              table.ends(TaskTable.HERE),
              new TaskExecutions(table.jdbi, TaskTable.HERE),
              runningHere,
              new TaskMeters(Meters.none(), new TaskDepth())),
          new Skills(List.of(skill)),
          new ServerState() {
            @Override
            public boolean isGoingDown() {
              return suspended;
            }
          },
          new SubmissionPressure(Clock.systemUTC()) {
            @Override
            void giveWay() {
              gaveWay++;
            }
          },
          1,
          threads);

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void runsWhatWaitsOneAfterTheOther() {
    TaskId first = table.queued(4);
    TaskId second = table.queued(4);

    executor.open();
    threads.runAll();

    assertThat(skill.run).extracting(TaskRun::task).containsExactly(first, second);
    assertThat(table.read(second).state()).isEqualTo(TaskState.COMPLETED);
    assertThat(runningHere.all()).isEmpty();
  }

  @Test
  void letsSubmissionsGoFirstBeforeItTakesAnother() {
    table.queued(4);
    table.queued(4);

    executor.open();
    threads.runAll();

    assertThat(skill.run).hasSize(2);
    assertThat(gaveWay).isEqualTo(2);
  }

  @Test
  void putsATaskBackThatTheServerGivesNoThread() {
    TaskId task = table.queued(4);
    threads.closed = true;
    assertThatThrownBy(executor::open).isInstanceOf(RejectedExecutionException.class);

    assertThat(table.read(task).state()).isEqualTo(TaskState.QUEUED);
    assertThat(table.read(task).stopped()).isFalse();
    assertThat(runningHere.all()).isEmpty();

    threads.closed = false;
    executor.wake();
    threads.runAll();
    assertThat(table.read(task).state()).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void beginsNothingWhileTheServerIsSuspended() {
    TaskId task = table.queued(4);
    suspended = true;
    executor.open();
    threads.runAll();
    assertThat(table.read(task).state()).isEqualTo(TaskState.QUEUED);

    suspended = false;
    executor.wake();
    threads.runAll();
    assertThat(table.read(task).state()).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void freesTheSlotOfARunThatEndsWhileTheServerIsSuspended() {
    TaskId first = table.queued(4);
    executor.open();
    threads.closed = true;
    threads.runAll();
    assertThat(table.read(first).state()).isEqualTo(TaskState.COMPLETED);

    threads.closed = false;
    TaskId second = table.queued(4);
    executor.wake();
    threads.runAll();

    assertThat(table.read(second).state()).isEqualTo(TaskState.COMPLETED);
  }

  /** One thread, which works when it is told to. */
  private static final class Threads extends AbstractExecutorService {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void execute(Runnable command) {
      if (closed) {
        throw new RejectedExecutionException("suspended");
      }
      waiting.add(command);
    }

    void runAll() {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return closed;
    }

    @Override
    public boolean isTerminated() {
      return closed;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
