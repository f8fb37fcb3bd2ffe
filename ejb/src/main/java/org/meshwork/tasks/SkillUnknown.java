package org.meshwork.tasks;

import java.util.List;
import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** Nobody here can do what a task asks for. */
public final class SkillUnknown extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "skill-unknown", "No agent of this node has that skill.", 422, Remedy.CORRECT_INPUT);

  SkillUnknown(String skill, List<String> known) {
    super(
        TYPE,
        "No agent of this node has the skill \"%s\". It has: %s."
            .formatted(skill, String.join(", ", known)),
        Map.of("skill", skill, "known", known),
        null);
  }
}
