package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.JsonText;

class NewTaskTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 10})
  void refusesAPriorityOutsideTheRange(int priority) {
    assertThatThrownBy(() -> task(priority, Optional.empty(), "x"))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("0 to 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "schlüssel", "line\nbreak"})
  void refusesAKeyThatIsNoHeaderValue(String key) {
    assertThatThrownBy(() -> task(4, Optional.of(key), "x"))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("Idempotency-Key");
  }

  @Test
  void refusesAnInputThatTheDatabaseCouldNotKeep() {
    assertThatThrownBy(() -> task(4, Optional.empty(), "nul \u0000 in it"))
        .isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> task(4, Optional.empty(), "half a pair \uD800"))
        .isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> task(4, Optional.empty(), "long ".repeat(20_000)))
        .isInstanceOf(InputRejected.class);
  }

  private static NewTask task(int priority, Optional<String> key, String text) {
    return new NewTask(
        "text.count", JsonText.object().add("text", text).build(), priority, "anna", key);
  }
}
