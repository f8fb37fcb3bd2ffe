package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rates, ids and settings, by themselves. */
class BoundsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rateAllowsSoManyAtOnceAndSoManyASecond() {
    RateBound bound = new RateBound(5, 10, 0);
    assertThat(allowed(bound, 0, 20)).isEqualTo(5);
    assertThat(allowed(bound, SECOND / 10 - 1, 20)).isZero();
    assertThat(allowed(bound, SECOND / 10, 20)).isEqualTo(1);
    assertThat(allowed(bound, 100 * SECOND, 20)).isEqualTo(5);
  }

  @Test
  void rateAllowsWhatWasGrantedInAddition() {
    RateBound bound = new RateBound(5, 10, 0);
    bound.grant(10);
    assertThat(allowed(bound, SECOND, 50)).isEqualTo(15);
  }

  private static int allowed(RateBound bound, long now, int tries) {
    int allowed = 0;
    for (int count = 0; count < tries; count++) {
      allowed += bound.allows(now) ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void idsAreUsedOnceInWhateverOrder() {
    PeerStreamIds ids = new PeerStreamIds();
    assertThat(ids.wasUsed(2)).isFalse();
    assertThat(ids.use(10)).isTrue();
    assertThat(ids.use(2)).isTrue();
    assertThat(ids.use(10)).isFalse();
    assertThat(ids.use(2)).isFalse();
    assertThat(ids.wasUsed(4)).isFalse();
    assertThat(ids.wasUsed(10)).isTrue();
    assertThat(ids.wasUsed(12)).isFalse();
  }

  @Test
  void idsThatAreTooOldCountAsUsed() {
    PeerStreamIds ids = new PeerStreamIds();
    assertThat(ids.use(2L * PeerStreamIds.WINDOW + 2)).isTrue();
    assertThat(ids.use(2)).isFalse();
    assertThat(ids.wasUsed(2)).isTrue();
    assertThat(ids.use(4)).isTrue();
    assertThat(ids.use(0xffff_fffeL)).isTrue();
    assertThat(ids.use(0xffff_fffcL)).isTrue();
    assertThat(ids.use(0xffff_fffcL)).isFalse();
    assertThat(ids.use(6)).isFalse();
  }

  @Test
  void idsAreUsedOnceOverManyTimesTheWindow() {
    PeerStreamIds ids = new PeerStreamIds();
    for (long id = 1; id < 20L * PeerStreamIds.WINDOW; id += 2) {
      assertThat(ids.use(id)).isTrue();
      assertThat(ids.use(id)).isFalse();
    }
  }

  @Test
  void settingsNameTheValueThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withMaxStreams(0, 1))
        .withMessageContaining("maxInboundStreams is 0, not 1 to 65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withMaxStreams(1, 65_537))
        .withMessageContaining("maxOutboundStreams");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withMaxWindows(262_143, 0))
        .withMessageContaining("maxStreamWindowBytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withMaxWindows(262_144, -1))
        .withMessageContaining("maxGrowthBytes");
    Duration good = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withKeepAlive(Duration.ofMillis(999), good))
        .withMessageContaining("keepAliveInterval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> YamuxSettings.DEFAULT.withKeepAlive(good, Duration.ofHours(2)))
        .withMessageContaining("keepAliveTimeout");
  }
}
