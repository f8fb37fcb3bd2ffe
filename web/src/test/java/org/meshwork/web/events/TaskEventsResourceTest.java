package org.meshwork.web.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;

class TaskEventsResourceTest {
  @Test
  void beginsAtTheBeginningWhereNoEventIsNamed() {
    assertThat(TaskEventsResource.eventId(null)).isZero();
    assertThat(TaskEventsResource.eventId("")).isZero();
  }

  @Test
  void goesOnAfterTheNamedEvent() {
    assertThat(TaskEventsResource.eventId(" 42 ")).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "99999999999999999999", "1;drop"})
  void refusesWhatIsNoEvent(String id) {
    assertThatThrownBy(() -> TaskEventsResource.eventId(id)).isInstanceOf(InputRejected.class);
  }
}
