package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintFlowTest {
  private final HintFlow flow = new HintFlow();

  @Test
  void sendsNoMoreWhileEnoughAreOnTheirWay() {
    for (int i = 0; i < HintFlow.MAX; i++) {
      assertThat(flow.begin()).isTrue();
    }
    assertThat(flow.begin()).isFalse();

    flow.end();
    assertThat(flow.begin()).isTrue();
  }

  @Test
  void sendsAgainWhenThoseOnTheirWayWereLost() {
    for (int i = 0; i < HintFlow.MAX; i++) {
      flow.begin();
    }

    flow.forget();

    assertThat(flow.begin()).isTrue();
  }

  @Test
  void doesNotCountHintsOfBeforeIt() {
    // The queue outlives a redeployment, this counter does not.
    flow.end();

    for (int i = 0; i < HintFlow.MAX; i++) {
      assertThat(flow.begin()).isTrue();
    }
    assertThat(flow.begin()).isFalse();
  }

  @Test
  void makesWayForAnotherWhenOneCantBeSent() {
    for (int i = 0; i < 2 * HintFlow.MAX; i++) {
      flow.pass(() -> false);
    }

    assertThat(flow.begin()).isTrue();
  }

  @Test
  void sendsNoMoreThanAreOfUse() {
    for (int i = 0; i < HintFlow.MAX; i++) {
      flow.pass(() -> true);
    }

    assertThat(flow.begin()).isFalse();
  }
}
