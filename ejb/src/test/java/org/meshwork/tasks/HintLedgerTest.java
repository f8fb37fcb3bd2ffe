package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HintLedgerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final HintLedger ledger = new HintLedger(Duration.ofMinutes(1), 2);
  private final TaskId task = new TaskId(UUID.randomUUID());

  @Test
  void hintsAgainOnlyWhenPatienceIsOver() {
    assertThat(ledger.shouldHint(task, NOW)).isTrue();
    assertThat(ledger.shouldHint(task, NOW.plusSeconds(59))).isFalse();
    assertThat(ledger.shouldHint(task, NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void forgetsTheOldestRatherThanGrow() {
    ledger.shouldHint(task, NOW);
    ledger.shouldHint(new TaskId(UUID.randomUUID()), NOW);
    ledger.shouldHint(new TaskId(UUID.randomUUID()), NOW);

    assertThat(ledger.shouldHint(task, NOW.plusSeconds(1))).isTrue();
  }
}
