package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;

class RequestBudgetTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final RequestBudget budget =
      new RequestBudget(new ServingSettings(Duration.ofSeconds(1), 2, 5, 3, false), ticker);

  private boolean serve(int peer) {
    boolean isTaken = budget.begin(TestHosts.peer(peer));
    if (isTaken) {
      budget.end();
    }
    return isTaken;
  }

  @Test
  void boundsRequestsAtOnce() {
    assertThat(budget.begin(TestHosts.peer(1))).isTrue();
    assertThat(budget.begin(TestHosts.peer(2))).isTrue();
    assertThat(budget.begin(TestHosts.peer(3))).isFalse();
    budget.end();
    assertThat(budget.begin(TestHosts.peer(3))).isTrue();
  }

  @Test
  void boundsRequestsOfAPeerAndOfAllInAMinute() {
    for (int i = 0; i < 3; i++) {
      assertThat(serve(1)).isTrue();
    }
    assertThat(serve(1)).isFalse();
    assertThat(serve(2)).isTrue();
    assertThat(serve(3)).isTrue();
    assertThat(serve(4)).isFalse();
    ticker.advance(59, TimeUnit.SECONDS);
    assertThat(serve(4)).isFalse();
    ticker.advance(1, TimeUnit.SECONDS);
    assertThat(serve(4)).isTrue();
    assertThat(serve(1)).isTrue();
  }
}
