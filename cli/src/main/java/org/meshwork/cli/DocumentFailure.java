package org.meshwork.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.meshwork.cli.client.TaskItemView;
import org.meshwork.cli.client.Trouble;

/** A document that did not get in, and why. */
record DocumentFailure(String document, Trouble problem) {
  private static final int MAX_SHOWN = 50;

  static DocumentFailure of(TaskItemView item) {
    return new DocumentFailure(
        item.name(),
        item.problem()
            .orElseGet(() -> Trouble.of("Failed", "the node gave no reason", "ASK_ADMINISTRATOR")));
  }

  /** As `--json` shows it. */
  Shown shown() {
    return new Shown(document, problem.reason(), problem);
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(String document, String reason, Trouble problem) {}

  static String list(List<DocumentFailure> failures) {
    StringBuilder text = new StringBuilder();
    for (DocumentFailure failure : failures.subList(0, Math.min(failures.size(), MAX_SHOWN))) {
      text.append("\n  ").append(PlainText.of(failure.document()));
      text.append("\n      ").append(PlainText.of(failure.problem().reason()));
    }
    if (failures.size() > MAX_SHOWN) {
      text.append("\n  … and %d more; --json has them".formatted(failures.size() - MAX_SHOWN));
    }
    return text.toString();
  }
}
