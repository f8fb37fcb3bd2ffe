package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemRecord;
import org.meshwork.tasks.TaskClaims.Claimed;

/** Has tasks planned by their skill, and puts them into the line of those that are to be run. */
@ApplicationScoped
class Planner {
  private final TaskClaims claims;
  private final TaskEnds ends;
  private final Skills skills;
  private final RunningHere runningHere;
  private final TaskSettings settings;
  private final Hints hints;
  private final TaskMeters meters;

  @Inject
  Planner(
      TaskClaims claims,
      TaskEnds ends,
      Skills skills,
      RunningHere runningHere,
      TaskSettings settings,
      Hints hints,
      TaskMeters meters) {
    this.claims = claims;
    this.ends = ends;
    this.skills = skills;
    this.runningHere = runningHere;
    this.settings = settings;
    this.hints = hints;
    this.meters = meters;
  }

  /** For the container's proxy. */
  Planner() {
    this(null, null, null, null, null, null, null);
  }

  /** Does nothing when the task was planned or claimed already. */
  void plan(TaskId id) {
    claims.claimForPlanning(id).ifPresent(this::plan);
  }

  private void plan(Claimed claimed) {
    Task task = claimed.task();
    runningHere.add(task.id());
    try {
      if (claimed.run().attempt() > settings.maxAttempts()) {
        throw AttemptLost.silent();
      }
      skills.require(task.skill()).plan(task.id(), task.input());
      ends.planned(task.id()).ifPresent(state -> planned(task, state));
    } catch (Problem problem) {
      fail(task, problem.toRecord());
    } catch (RuntimeException e) {
      TaskLog.LOG.planningLost(task.id().toString(), e);
    } finally {
      runningHere.remove(task.id());
    }
  }

  private void planned(Task task, TaskState state) {
    meters.changed(task.skill(), state);
    hints.execution(task.id(), task.priority());
  }

  private void fail(Task task, ProblemRecord problem) {
    ends.planningFailed(task.id(), problem).ifPresent(state -> meters.changed(task.skill(), state));
  }
}
