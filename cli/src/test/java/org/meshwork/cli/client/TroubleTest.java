package org.meshwork.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void givesItsReasonAsSentences() {
    assertThat(Trouble.of("The document is damaged.", "It ends early.", "correct-input").reason())
        .isEqualTo("The document is damaged. It ends early.");
    assertThat(Trouble.of("No connection", "It broke.", "retry-here").reason())
        .isEqualTo("No connection: It broke.");
  }
}
