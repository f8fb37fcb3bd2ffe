package org.meshwork.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.foundation.InputRejected;

/**
 * A task that somebody asks for.
 *
 * @param priority 0 to 9, 9 first
 * @param idempotencyKey the same submitter's second request with the same key gives the first one's
 *     task
 */
public record NewTask(
    String skill,
    JsonObject input,
    int priority,
    String submittedBy,
    Optional<String> idempotencyKey) {
  public static final int DEFAULT_PRIORITY = 4;
  public static final int MAX_PRIORITY = 9;
  private static final int MAX_KEY_CHARACTERS = 255;
  private static final int MAX_INPUT_CHARACTERS = 65_536;
  private static final int MAX_SKILL_CHARACTERS = 200;

  public NewTask {
    Objects.requireNonNull(submittedBy);
    if (skill == null || skill.isBlank() || skill.length() > MAX_SKILL_CHARACTERS) {
      throw new InputRejected("skill", "A task names the skill it needs.");
    }
    if (input == null) {
      throw new InputRejected("input", "A task has an input, a JSON object.");
    }
    requireStorable(input.toString());
    if (priority < 0 || priority > MAX_PRIORITY) {
      throw new InputRejected(
          "priority", "priority is %d; it can be 0 to %d.".formatted(priority, MAX_PRIORITY));
    }
    idempotencyKey.ifPresent(NewTask::requireSensible);
  }

  /** A jsonb value has neither NUL nor half a surrogate pair. */
  private static void requireStorable(String input) {
    boolean storable =
        !input.contains("\\u0000")
            && input.indexOf(0) < 0
            && UTF_8.newEncoder().canEncode(input)
            && input.length() <= MAX_INPUT_CHARACTERS;
    if (!storable) {
      throw new InputRejected(
          "input",
          "An input has up to %d characters, and neither NUL nor half a surrogate pair."
              .formatted(MAX_INPUT_CHARACTERS));
    }
  }

  private static void requireSensible(String key) {
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 127);
    if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS || !printable) {
      throw new InputRejected(
          "Idempotency-Key",
          "An Idempotency-Key has 1 to %d printable ASCII characters and no space."
              .formatted(MAX_KEY_CHARACTERS));
    }
  }
}
