package org.meshwork.mesh.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.SetClock;

class DescriptorPublishingTest {
  private static final PeerName SELF = new PeerName("12D3KooWself");
  private static final Duration TTL = CapabilityDescriptor.DEFAULT_TTL;
  private static final Capabilities OTHERS = Descriptors.with(Descriptors.skills("text.chunk/2"));

  private final SetClock clock = new SetClock();
  private final DescriptorPublishing publishing = publishing(1);

  private DescriptorPublishing publishing(long seed) {
    return new DescriptorPublishing(
        SELF, TTL, new DescriptorSequence(clock), clock, new Random(seed));
  }

  private Optional<CapabilityDescriptor> next(Capabilities capabilities) {
    return publishing.next(capabilities);
  }

  @Test
  void issuesTheFirstAtOnce() {
    assertThat(publishing.last()).isEmpty();
    assertThat(publishing.dueIn(Descriptors.CAPABILITIES)).isZero();
    assertThat(next(Descriptors.CAPABILITIES))
        .contains(
            new CapabilityDescriptor(
                SELF, clock.millis(), clock.instant(), TTL, Descriptors.CAPABILITIES));
    assertThat(publishing.last()).isPresent();
  }

  @Test
  void issuesAtOnceWhatHasChanged() {
    next(Descriptors.CAPABILITIES);
    clock.move(Duration.ofSeconds(2));

    Optional<CapabilityDescriptor> changed = next(OTHERS);
    assertThat(changed.orElseThrow().capabilities()).isEqualTo(OTHERS);
  }

  @Test
  void issuesAtMostOneASecond() {
    next(Descriptors.CAPABILITIES);
    clock.move(Duration.ofMillis(300));

    assertThat(next(OTHERS)).isEmpty();
    assertThat(publishing.dueIn(OTHERS)).isEqualTo(Duration.ofMillis(700));
    clock.move(Duration.ofMillis(700));
    assertThat(next(OTHERS)).isPresent();
  }

  @Test
  void refreshesAboutEveryThirdOfTheTimeToLive() {
    Set<Duration> pauses = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      DescriptorPublishing one = publishing(seed);
      one.next(Descriptors.CAPABILITIES);
      pauses.add(one.dueIn(Descriptors.CAPABILITIES));
    }

    assertThat(pauses)
        .hasSizeGreaterThan(90)
        .allMatch(it -> it.compareTo(Duration.ofSeconds(16)) >= 0)
        .allMatch(it -> it.compareTo(Duration.ofSeconds(24)) <= 0);
  }

  @Test
  void isNeverSilentUntilTheLastExpires() {
    List<Instant> issued = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      next(Descriptors.CAPABILITIES).ifPresent(it -> issued.add(it.issuedAt()));
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(issued).hasSizeBetween(24, 37);
    for (int i = 1; i < issued.size(); i++) {
      assertThat(Duration.between(issued.get(i - 1), issued.get(i))).isLessThan(TTL.dividedBy(2));
    }
  }

  @Test
  void countsUp() {
    long first = next(Descriptors.CAPABILITIES).orElseThrow().sequence();
    clock.move(TTL);

    assertThat(next(Descriptors.CAPABILITIES).orElseThrow().sequence()).isEqualTo(first + 1);
  }

  @Test
  void issuesAgainWhenTheClockWasSetBack() {
    next(Descriptors.CAPABILITIES);
    clock.move(Duration.ofHours(-1));

    assertThat(next(Descriptors.CAPABILITIES)).isPresent();
    assertThat(next(Descriptors.CAPABILITIES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2048, false",
    "10, 2048, false",
    "11, 2048, true",
    "3, 1700, false",
    "3, 1500, true",
    "3, 3000, true"
  })
  void tellsNotableChangesOfRoomFromNoise(int queueLength, int heap, boolean notable) {
    next(Descriptors.CAPABILITIES);
    clock.move(Duration.ofSeconds(1));
    FreeCapacity before = Descriptors.CAPABILITIES.capacity();
    FreeCapacity capacity = new FreeCapacity(queueLength, before.cores(), heap, before.gpu());

    assertThat(next(Descriptors.with(capacity)).isPresent()).isEqualTo(notable);
  }

  @Test
  void saysNothingOfDrift() {
    next(Descriptors.CAPABILITIES);
    clock.move(Duration.ofSeconds(1));

    assertThat(next(Descriptors.with(new StatedCoordinates(13.5, -3.25, 0, 1.5, 0.1)))).isEmpty();
    assertThat(next(Descriptors.with(new StatedCoordinates(19.5, -3.25, 0, 1.5, 0.1)))).isPresent();
  }

  @Test
  void refusesATimeToLiveThatPeersWouldRefuse() {
    assertThatThrownBy(
            () ->
                new DescriptorPublishing(
                    SELF,
                    Duration.ofSeconds(1),
                    new DescriptorSequence(clock),
                    clock,
                    new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
