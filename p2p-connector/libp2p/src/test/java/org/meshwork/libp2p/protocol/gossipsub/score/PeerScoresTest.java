package org.meshwork.libp2p.protocol.gossipsub.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.TopicScoreSettings.Decaying;
import org.meshwork.libp2p.protocol.gossipsub.score.TopicScoreSettings.FirstDeliveries;
import org.meshwork.libp2p.protocol.gossipsub.score.TopicScoreSettings.MeshDeliveries;
import org.meshwork.libp2p.protocol.gossipsub.score.TopicScoreSettings.MeshTime;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Numbers by the formulas of gossipsub 1.1, "The Score Function", worked out by hand. */
class PeerScoresTest {
  private static final Topic NEWS = new Topic("news");
  private static final Topic SPORT = new Topic("sport");
  private static final PeerId A = TestHosts.peer(1);
  private static final PeerId B = TestHosts.peer(2);
  private static final PeerId C = TestHosts.peer(3);
  private static final MeshTime NO_TIME = new MeshTime(0, Duration.ofSeconds(1), 0);
  private static final FirstDeliveries NO_FIRST = new FirstDeliveries(0, 0.5, 0);
  private static final MeshDeliveries NO_MESH =
      new MeshDeliveries(0, 0.5, 0, 0, Duration.ZERO, Duration.ZERO);
  private static final MeshDeliveries MESH =
      new MeshDeliveries(-1, 0.5, 4, 6, Duration.ofSeconds(5), Duration.ofMillis(10));
  private static final Decaying NONE = new Decaying(0, 0.5);

  private final Map<PeerId, Double> opinions = new HashMap<>();
  private long nanos = 1_000;

  private PeerScores scores(TopicScoreSettings topic) {
    return scores(
        new ScoreSettings(
            Map.of(NEWS, topic),
            Optional.empty(),
            0,
            10,
            new ScoreSettings.Colocation(-5, 2),
            new ScoreSettings.Surplus(-10, 0.5, 0),
            new ScoreSettings.Surplus(-0.25, 0.5, 1),
            Duration.ofSeconds(1),
            0.01,
            Duration.ofMinutes(10),
            2));
  }

  private PeerScores scores(ScoreSettings settings) {
    return new PeerScores(settings, peer -> opinions.getOrDefault(peer, 0.0), () -> nanos);
  }

  private static TopicScoreSettings topic(
      MeshTime time,
      FirstDeliveries first,
      MeshDeliveries mesh,
      Decaying failures,
      Decaying invalid) {
    return new TopicScoreSettings(0.5, time, first, mesh, failures, invalid);
  }

  private PeerScores with(PeerScores scores, PeerId... peers) {
    for (PeerId peer : peers) {
      scores.connected(peer, Optional.empty());
    }
    return scores;
  }

  private void pass(PeerScores scores, Duration time) {
    nanos += time.toNanos();
    scores.refresh();
  }

  @Test
  void countsWholeQuantaInTheMesh() {
    MeshTime time = new MeshTime(3, Duration.ofSeconds(2), 4);
    PeerScores scores = with(scores(topic(time, NO_FIRST, NO_MESH, NONE, NONE)), A);
    scores.grafted(A, NEWS);
    pass(scores, Duration.ofMillis(5_999));
    // 5.999 s are two quanta of 2 s: 0.5 * 3 * 2.
    assertThat(scores.score(A)).isEqualTo(3.0);
    pass(scores, Duration.ofMinutes(1));
    // Capped at four.
    assertThat(scores.score(A)).isEqualTo(6.0);
    scores.pruned(A, NEWS);
    assertThat(scores.score(A)).isZero();
  }

  @Test
  void countsFirstDeliveriesUpToTheCapAndDecays() {
    FirstDeliveries first = new FirstDeliveries(2, 0.9, 3);
    PeerScores scores = with(scores(topic(NO_TIME, first, NO_MESH, NONE, NONE)), A);
    for (int message = 0; message < 5; message++) {
      scores.valid(scores.delivered(A, NEWS));
    }
    assertThat(scores.score(A)).isEqualTo(0.5 * 2 * 3);
    pass(scores, Duration.ofSeconds(1));
    assertThat(scores.score(A)).isCloseTo(2.7, within(1e-9));
    pass(scores, Duration.ofSeconds(2));
    assertThat(scores.score(A)).isCloseTo(2.187, within(1e-9));
    pass(scores, Duration.ofMinutes(2));
    assertThat(scores.score(A)).isZero();
  }

  @Test
  void squaresMissingDeliveriesOnceActive() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, MESH, NONE, NONE)), A);
    scores.grafted(A, NEWS);
    pass(scores, Duration.ofSeconds(5));
    assertThat(scores.score(A)).isZero();
    pass(scores, Duration.ofMillis(1));
    // Four are missing: 0.5 * -1 * 16.
    assertThat(scores.score(A)).isEqualTo(-8.0);
    scores.valid(scores.delivered(A, NEWS));
    assertThat(scores.score(A)).isEqualTo(-4.5);
    for (int message = 0; message < 9; message++) {
      scores.valid(scores.delivered(A, NEWS));
    }
    assertThat(scores.score(A)).isZero();
    // Capped at six, halved each second: 6, 3, 1.5; 2.5 are missing.
    pass(scores, Duration.ofSeconds(2));
    assertThat(scores.score(A)).isEqualTo(-0.5 * 2.5 * 2.5);
  }

  @Test
  void countsNearDeliveriesWithinTheWindow() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, MESH, NONE, NONE)), A, B, C);
    scores.grafted(A, NEWS);
    scores.grafted(B, NEWS);
    pass(scores, Duration.ofMillis(5_001));
    Delivery delivery = scores.delivered(C, NEWS);
    scores.deliveredAgain(delivery, A);
    scores.deliveredAgain(delivery, A);
    scores.valid(delivery);
    assertThat(scores.score(A)).isEqualTo(-4.5);
    nanos += Duration.ofMillis(10).toNanos();
    Delivery late = scores.delivered(C, NEWS);
    scores.valid(late);
    scores.deliveredAgain(delivery, B);
    assertThat(scores.score(B)).isEqualTo(-4.5);
    nanos += Duration.ofMillis(11).toNanos();
    scores.deliveredAgain(late, B);
    assertThat(scores.score(B)).isEqualTo(-4.5);
    // Outside of the mesh none count.
    assertThat(scores.score(C)).isZero();
  }

  @Test
  void keepsTheDeficitOfAPruneForAWhile() {
    Decaying failures = new Decaying(-3, 0.5);
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, MESH, failures, NONE)), A);
    scores.grafted(A, NEWS);
    pass(scores, Duration.ofMillis(5_001));
    scores.valid(scores.delivered(A, NEWS));
    scores.pruned(A, NEWS);
    // Three were missing: 0.5 * -3 * 9.
    assertThat(scores.score(A)).isEqualTo(-13.5);
    pass(scores, Duration.ofSeconds(1));
    assertThat(scores.score(A)).isEqualTo(-6.75);
    // Pruned before it was active: no more is added.
    scores.grafted(A, NEWS);
    scores.pruned(A, NEWS);
    assertThat(scores.score(A)).isEqualTo(-6.75);
  }

  @Test
  void squaresInvalidMessagesOfAllWhoDeliveredThem() {
    Decaying invalid = new Decaying(-10, 0.5);
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, invalid)), A, B, C);
    Delivery delivery = scores.delivered(A, NEWS);
    scores.deliveredAgain(delivery, B);
    scores.invalid(delivery);
    scores.deliveredAgain(delivery, C);
    scores.deliveredAgain(delivery, C);
    assertThat(scores.score(A)).isEqualTo(-5.0);
    assertThat(scores.score(B)).isEqualTo(-5.0);
    assertThat(scores.score(C)).isEqualTo(-5.0);
    scores.deliveredInvalid(A, NEWS);
    scores.deliveredInvalid(A, NEWS);
    assertThat(scores.score(A)).isEqualTo(0.5 * -10 * 9);
    pass(scores, Duration.ofSeconds(1));
    assertThat(scores.score(A)).isEqualTo(0.5 * -10 * 1.5 * 1.5);
  }

  @Test
  void holdsIgnoredMessagesAgainstNobody() {
    Decaying invalid = new Decaying(-10, 0.5);
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, invalid)), A, B);
    Delivery delivery = scores.delivered(A, NEWS);
    scores.ignored(delivery);
    scores.deliveredAgain(delivery, B);
    assertThat(scores.score(A)).isZero();
    assertThat(scores.score(B)).isZero();
  }

  @Test
  void asksTheApplication() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, NONE)), A);
    opinions.put(A, -1.5);
    assertThat(scores.score(A)).isEqualTo(-15.0);
  }

  @Test
  void squaresTheSurplusAtOnePlace() {
    PeerScores scores = scores(ScoreSettings.DEFAULT);
    for (int peer = 1; peer <= 13; peer++) {
      scores.connected(TestHosts.peer(peer), Optional.of("192.0.2.1"));
    }
    scores.connected(TestHosts.peer(14), Optional.of("192.0.2.2"));
    // Three above ten: -5 * 9.
    assertThat(scores.score(A)).isEqualTo(-45.0);
    assertThat(scores.score(TestHosts.peer(14))).isZero();
    // A peer that leaves while it is penalised still counts at its place.
    scores.disconnected(TestHosts.peer(13));
    assertThat(scores.score(A)).isEqualTo(-45.0);
    nanos += Duration.ofHours(1).toNanos();
    scores.refresh();
    assertThat(scores.score(A)).isEqualTo(-20.0);
  }

  @Test
  void squaresMisbehaviour() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, NONE)), A);
    scores.misbehaved(A, 1);
    assertThat(scores.score(A)).isEqualTo(-10.0);
    scores.misbehaved(A, 2);
    assertThat(scores.score(A)).isEqualTo(-90.0);
    pass(scores, Duration.ofSeconds(1));
    assertThat(scores.score(A)).isEqualTo(-22.5);
    pass(scores, Duration.ofSeconds(20));
    assertThat(scores.score(A)).isZero();
  }

  @Test
  void countsSlownessAboveTheThreshold() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, NONE)), A);
    scores.wasSlow(A);
    assertThat(scores.score(A)).isZero();
    scores.wasSlow(A);
    scores.wasSlow(A);
    assertThat(scores.score(A)).isEqualTo(-0.5);
  }

  @Test
  void capsWhatTopicsGiveButNotWhatTheyTake() {
    FirstDeliveries first = new FirstDeliveries(10, 0.9, 100);
    TopicScoreSettings rich = topic(NO_TIME, first, NO_MESH, NONE, new Decaying(-100, 0.9));
    ScoreSettings settings =
        ScoreSettings.DEFAULT.withTopics(Map.of(NEWS, rich, SPORT, rich), Optional.empty());
    PeerScores scores = with(scores(settings), A);
    for (int message = 0; message < 8; message++) {
      scores.valid(scores.delivered(A, NEWS));
      scores.valid(scores.delivered(A, SPORT));
    }
    assertThat(scores.score(A)).isEqualTo(50.0);
    scores.deliveredInvalid(A, NEWS);
    scores.deliveredInvalid(A, NEWS);
    // 40 + 40 - 0.5 * 100 * 4.
    assertThat(scores.score(A)).isEqualTo(-120.0);
  }

  @Test
  void leavesTopicsOutThatHaveNoSettings() {
    FirstDeliveries first = new FirstDeliveries(10, 0.9, 100);
    PeerScores scores = with(scores(topic(NO_TIME, first, NO_MESH, NONE, NONE)), A);
    scores.valid(scores.delivered(A, SPORT));
    scores.grafted(A, SPORT);
    assertThat(scores.score(A)).isZero();
  }

  @Test
  void remembersBadPeersForAWhileAndNoGoodOnes() {
    FirstDeliveries first = new FirstDeliveries(10, 0.9, 100);
    PeerScores scores = with(scores(topic(NO_TIME, first, NO_MESH, NONE, NONE)), A, B);
    scores.misbehaved(A, 3);
    scores.valid(scores.delivered(B, NEWS));
    scores.disconnected(A);
    scores.disconnected(B);
    assertThat(scores.score(B)).isZero();
    // It does not decay meanwhile.
    pass(scores, Duration.ofMinutes(9));
    with(scores, A, B);
    assertThat(scores.score(A)).isEqualTo(-90.0);
    scores.disconnected(A);
    pass(scores, Duration.ofMinutes(10));
    with(scores, A);
    assertThat(scores.score(A)).isZero();
  }

  @Test
  void remembersNoMoreThanItsBound() {
    PeerScores scores = with(scores(topic(NO_TIME, NO_FIRST, NO_MESH, NONE, NONE)), A, B, C);
    for (PeerId peer : new PeerId[] {A, B, C}) {
      scores.misbehaved(peer, 1);
      scores.disconnected(peer);
    }
    assertThat(scores.score(A)).isZero();
    assertThat(scores.score(B)).isEqualTo(-10.0);
    assertThat(scores.score(C)).isEqualTo(-10.0);
  }

  @Test
  void requiresSettingsThatCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decaying(1, 0.5))
        .withMessageContaining("weight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decaying(-1, 1))
        .withMessageContaining("decay");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoreThresholds(-10, -5, -20, 0, 0))
        .withMessageContaining("publish");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeshDeliveries(-1, 0.5, 5, 4, Duration.ZERO, Duration.ZERO))
        .withMessageContaining("cap");
  }
}
