package org.meshwork.mesh.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.SetClock;

class AttemptsTest {
  private static final PeerName PEER = new PeerName("peer");

  private final SetClock clock = new SetClock();
  private final Attempts attempts = new Attempts(clock, new SplittableRandom(4));

  private Duration pauseAfterAFailure() {
    Instant failed = clock.instant();
    attempts.failed(PEER);
    while (!attempts.begin(PEER)) {
      clock.move(Duration.ofMillis(50));
    }
    return Duration.between(failed, clock.instant());
  }

  @Test
  void waitsTwiceAsLongAfterEachFailure() {
    assertThat(attempts.begin(PEER)).isTrue();

    assertThat(pauseAfterAFailure()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_250));
    assertThat(pauseAfterAFailure()).isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_450));
    for (int failures = 3; failures < 10; failures++) {
      pauseAfterAFailure();
    }
    assertThat(pauseAfterAFailure()).isBetween(Duration.ofSeconds(240), Duration.ofSeconds(361));
  }

  @Test
  void beginsAnewAfterASuccess() {
    assertThat(attempts.begin(PEER)).isTrue();
    pauseAfterAFailure();
    pauseAfterAFailure();

    attempts.succeeded(PEER);

    assertThat(attempts.begin(PEER)).isTrue();
    assertThat(pauseAfterAFailure()).isLessThan(Duration.ofMillis(1_250));
  }

  @Test
  void triesEachOnceAtATimeAndFewAtOnce() {
    assertThat(attempts.begin(PEER)).isTrue();
    assertThat(attempts.begin(PEER)).isFalse();
    for (int other = 1; other < Attempts.AT_ONCE; other++) {
      assertThat(attempts.begin(new PeerName("peer" + other))).isTrue();
    }
    assertThat(attempts.begin(new PeerName("onemore"))).isFalse();

    attempts.succeeded(PEER);

    assertThat(attempts.begin(new PeerName("onemore"))).isTrue();
  }

  @Test
  void forgetsThoseThatAreNotWanted() {
    attempts.begin(PEER);
    attempts.failed(PEER);
    assertThat(attempts.begin(PEER)).isFalse();

    attempts.keepOnly(Set.of());

    assertThat(attempts.begin(PEER)).isTrue();
  }
}
