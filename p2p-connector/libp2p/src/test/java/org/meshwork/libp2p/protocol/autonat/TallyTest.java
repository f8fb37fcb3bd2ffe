package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;

class TallyTest {
  private final Tally tally = new Tally(3);

  private void vote(int server, boolean isReachable) {
    tally.add(TestHosts.peer(server), isReachable);
  }

  @Test
  void needsAsManyServersAsItWasTold() {
    vote(1, true);
    vote(2, true);
    assertThat(tally.verdict()).isEqualTo(Reachability.UNKNOWN);
    assertThat(tally.isSettled()).isFalse();
    vote(3, true);
    assertThat(tally.verdict()).isEqualTo(Reachability.PUBLIC);
    assertThat(tally.isSettled()).isTrue();
  }

  @Test
  void countsEachServerOnce() {
    for (int i = 0; i < 10; i++) {
      vote(1, true);
      vote(2, true);
    }
    assertThat(tally.verdict()).isEqualTo(Reachability.UNKNOWN);
  }

  @Test
  void keepsItsVerdictUntilAsManyDisagree() {
    for (int server = 1; server <= 3; server++) {
      vote(server, true);
    }
    vote(4, false);
    assertThat(tally.verdict()).isEqualTo(Reachability.PUBLIC);
    assertThat(tally.isSettled()).isFalse();
    vote(5, false);
    assertThat(tally.verdict()).isEqualTo(Reachability.PUBLIC);
    vote(1, false);
    assertThat(tally.verdict()).isEqualTo(Reachability.PRIVATE);
    assertThat(tally.isSettled()).isTrue();
  }

  @Test
  void forgetsTheOldestVotes() {
    for (int server = 1; server <= 2; server++) {
      vote(server, false);
    }
    for (int server = 3; server <= 7; server++) {
      vote(server, true);
    }
    vote(8, false);
    // 1 and 2 are forgotten; with them, three would be against.
    assertThat(tally.verdict()).isEqualTo(Reachability.PUBLIC);
  }
}
