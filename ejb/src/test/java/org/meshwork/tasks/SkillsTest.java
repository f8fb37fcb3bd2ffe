package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SkillsTest {
  private record Named(String name) implements Skill {
    @Override
    public void validate(JsonObject input) {}

    @Override
    public void plan(TaskRun planning, JsonObject input) {}

    @Override
    public CompletionStage<TaskOutcome> run(TaskRun run, JsonObject input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop(TaskRun run) {}
  }

  @Test
  void namesTheSkillsThereAreWhenAskedForAnother() {
    Skills skills = new Skills(List.of(new Named("text.sum"), new Named("document.ingest")));

    assertThatThrownBy(() -> skills.require("text.translate"))
        .isInstanceOf(SkillUnknown.class)
        .hasMessageContaining("text.translate")
        .hasMessageContaining("document.ingest, text.sum");
  }
}
