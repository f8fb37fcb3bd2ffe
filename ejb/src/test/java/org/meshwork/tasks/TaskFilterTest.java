package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;

class TaskFilterTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "nul\u0000", "half\uD800"})
  void refusesWhatNoSkillIsCalled(String skill) {
    assertThatThrownBy(() -> new TaskFilter(Optional.empty(), Optional.of(skill), Optional.empty()))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("skill");
  }
}
