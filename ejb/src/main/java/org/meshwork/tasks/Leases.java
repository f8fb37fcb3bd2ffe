package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.meshwork.tasks.TaskClaims.Renewed;

/** The leases of what this node does. */
@ApplicationScoped
class Leases {
  private final TaskClaims claims;
  private final RunningHere runningHere;
  private final Skills skills;

  @Inject
  Leases(TaskClaims claims, RunningHere runningHere, Skills skills) {
    this.claims = claims;
    this.runningHere = runningHere;
    this.skills = skills;
  }

  /** For the container's proxy. */
  Leases() {
    this(null, null, null);
  }

  /**
   * Renews them, lapsed ones too, unless another has taken the task meanwhile. Asks those runs to
   * end that were stopped on another node, or have lost their task to another attempt.
   */
  void renew() {
    Set<TaskRun> runs = runningHere.runs();
    Set<TaskRun> all = runningHere.all();
    if (all.isEmpty()) {
      return;
    }
    Set<TaskRun> lost = new HashSet<>(runs);
    for (Renewed renewed : claims.renew(all)) {
      lost.remove(renewed.run());
      if (renewed.toBeStopped()) {
        skills.find(renewed.skill()).ifPresent(skill -> skill.stop(renewed.run()));
      }
    }
    lost.forEach(run -> skills.all().forEach(skill -> skill.stop(run)));
  }
}
