package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.tasks.TaskClaims.Claimed;

/** Has tasks planned by their skill, and puts them into the line of those that are to be run. */
@ApplicationScoped
class Planner {
  private static final int MAX_PER_HINT = 200;

  private final TaskClaims claims;
  private final TaskEnds ends;
  private final Skills skills;
  private final RunningHere runningHere;
  private final TaskSettings settings;
  private final Hints hints;
  private final SubmissionPressure pressure;
  private final TaskMeters meters;

  @Inject
  Planner(
      TaskClaims claims,
      TaskEnds ends,
      Skills skills,
      RunningHere runningHere,
      TaskSettings settings,
      Hints hints,
      SubmissionPressure pressure,
      TaskMeters meters) {
    this.claims = claims;
    this.ends = ends;
    this.skills = skills;
    this.runningHere = runningHere;
    this.settings = settings;
    this.hints = hints;
    this.pressure = pressure;
    this.meters = meters;
  }

  /** For the container's proxy. */
  Planner() {
    this(null, null, null, null, null, null, null, null);
  }

  /** Plans the task, unless somebody has, and then what else was submitted, the oldest first. */
  void hinted(TaskId id) {
    claims.claimForPlanning(id).ifPresent(this::plan);
    for (int planned = 0; planned < MAX_PER_HINT; planned++) {
      pressure.giveWay();
      Optional<Claimed> next = claims.claimOldestForPlanning();
      if (next.isEmpty()) {
        return;
      }
      plan(next.get());
    }
    // So that no message is held for hours, as when the node shall stop.
    hints.planning(id, NewTask.DEFAULT_PRIORITY);
  }

  private void plan(Claimed claimed) {
    Task task = claimed.task();
    TaskRun planning = claimed.run();
    runningHere.planningBegan(planning);
    try {
      if (planning.attempt() > settings.maxAttempts()) {
        throw AttemptLost.silent();
      }
      skills.require(task.skill()).plan(planning, task.input());
      ends.planned(planning).ifPresent(state -> planned(task, state));
    } catch (LeaseLost lost) {
      TaskLog.LOG.planningTaken(planning.attempt(), task.id().toString());
    } catch (Problem problem) {
      fail(claimed, problem.toRecord());
    } catch (RuntimeException e) {
      TaskLog.LOG.planningLost(task.id().toString(), e);
    } finally {
      runningHere.planningEnded(planning);
    }
  }

  private void planned(Task task, TaskState state) {
    meters.changed(task.skill(), state);
    hints.execution(task.id(), task.priority());
  }

  private void fail(Claimed claimed, ProblemRecord problem) {
    ends.planningFailed(claimed.run(), problem)
        .ifPresent(state -> meters.changed(claimed.task().skill(), state));
  }
}
