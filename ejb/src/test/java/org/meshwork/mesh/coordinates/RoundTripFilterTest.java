package org.meshwork.mesh.coordinates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.PeerName;

class RoundTripFilterTest {
  private static final PeerName PEER = new PeerName("peer");

  private final RoundTripFilter filter = new RoundTripFilter(2);

  private long smooth(long millis) {
    return filter.smooth(PEER, Duration.ofMillis(millis)).toMillis();
  }

  @Test
  void takesTheFirstAsItIs() {
    assertThat(smooth(20)).isEqualTo(20);
  }

  @Test
  void doesNotNoticeALateAnswer() {
    smooth(20);
    smooth(21);
    assertThat(smooth(900)).isEqualTo(20);
    assertThat(smooth(22)).isEqualTo(21);
  }

  @Test
  void followsALinkThatHasBecomeLonger() {
    smooth(20);
    smooth(20);
    smooth(50);
    smooth(51);
    smooth(52);
    assertThat(smooth(53)).isEqualTo(51);
  }

  @Test
  void keepsLinksApartAndForgetsTheOneThatWasQuietLongest() {
    PeerName other = new PeerName("other");
    filter.smooth(PEER, Duration.ofMillis(10));
    assertThat(filter.smooth(other, Duration.ofMillis(90))).isEqualTo(Duration.ofMillis(90));
    filter.smooth(PEER, Duration.ofMillis(11));
    filter.smooth(new PeerName("third"), Duration.ofMillis(1));

    assertThat(filter.size()).isEqualTo(2);
    assertThat(smooth(12)).isEqualTo(10);
    assertThat(filter.smooth(other, Duration.ofMillis(95))).isEqualTo(Duration.ofMillis(95));
  }
}
